using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;

namespace Biplane.Query;

/// <summary>The outcome of a compilation: a plan, or errors; warnings either way.</summary>
/// <param name="Plan">The plan; null when there are errors.</param>
/// <param name="Diagnostics">What was found.</param>
public sealed record QueryCompilation(QueryPlan? Plan, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The findings that stop the query.</summary>
    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>The findings that do not.</summary>
    public IEnumerable<Diagnostic> Warnings => Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Warning);
}
