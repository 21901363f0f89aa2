using Biplane.DataPlane.Access;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Sources;

namespace Biplane.DataPlane.Query;

/// <summary>A query that may run: each of its objects was found readable for the caller.</summary>
/// <param name="Plan">What to run.</param>
/// <param name="Warnings">What the answer says about it.</param>
/// <param name="Objects">What the plan reads.</param>
/// <param name="Named">The ids of objects that the query means and does not give.</param>
internal sealed record CompiledQuery(
    QueryPlan Plan,
    IReadOnlyList<Diagnostic> Warnings,
    IReadOnlyList<ObjectInfo> Objects,
    IReadOnlyDictionary<SourceReference, IReadOnlyList<Guid>> Named);
