using Biplane.Model;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;

namespace Biplane.Query.Binding;

/// <summary>What all binders of one query share.</summary>
/// <param name="Request">The request.</param>
/// <param name="Syntax">The query.</param>
/// <param name="Kind">The kind of the objects it reads.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Inner">The query that it reads instead of objects, if any.</param>
/// <param name="Diagnostics">Where findings go.</param>
internal sealed record BindingContext(
    QueryRequest Request, QuerySyntax Syntax, ObjectKind Kind, QueryShape Shape, QueryPlan? Inner, DiagnosticBag Diagnostics)
{
    /// <summary>The name that the query gives to its source, so that a path may begin with it.</summary>
    public string? SourceAlias => Syntax.From?.Alias;
}
