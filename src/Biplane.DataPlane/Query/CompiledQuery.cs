using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;

namespace Biplane.DataPlane.Query;

/// <summary>A query that may run: each of its objects was found readable for the caller.</summary>
/// <param name="Plan">What to run.</param>
/// <param name="Warnings">What the answer says about it.</param>
internal sealed record CompiledQuery(QueryPlan Plan, IReadOnlyList<Diagnostic> Warnings);
