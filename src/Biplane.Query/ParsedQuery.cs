using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax;

namespace Biplane.Query;

/// <summary>A query after reading and before binding.</summary>
/// <param name="Syntax">The tree; meaningless when there are errors.</param>
/// <param name="Diagnostics">What was found.</param>
public sealed record ParsedQuery(QuerySyntax Syntax, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether the query cannot be compiled.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>Arguments of the source that are not ids: names, to be looked up and given as <see cref="QueryRequest.ObjectIds"/>.</summary>
    public IReadOnlyList<string> SourceNames =>
        Syntax.From is { } from ? [.. from.Arguments.Select(a => a.Text).Where(text => !Guid.TryParse(text, out _)).Distinct(StringComparer.Ordinal)] : [];
}
