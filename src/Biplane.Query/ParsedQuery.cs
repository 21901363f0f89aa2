using Biplane.Query.Diagnostics;
using Biplane.Query.Sources;
using Biplane.Query.Syntax;

namespace Biplane.Query;

/// <summary>A query after reading and before binding.</summary>
/// <param name="Syntax">The tree; where there are errors, of what could be read.</param>
/// <param name="Diagnostics">What was found.</param>
public sealed record ParsedQuery(QuerySyntax Syntax, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether the query cannot be compiled.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>What the source leaves to be looked up and given as <see cref="QueryRequest.Objects"/>. A query has one source, however deep.</summary>
    public IReadOnlyList<SourceReference> References
    {
        get
        {
            var from = Syntax.From;
            while (from?.Subquery is { } inner)
            {
                from = inner.From;
            }

            return from is not null && SourceFunctions.Find(from.Source) is { } function
                ? [.. SourceFunctions.References(function, from.Arguments.Select(a => a.Text)).Distinct()]
                : [];
        }
    }
}
