using Biplane.Model;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax;

namespace Biplane.Query.Binding;

/// <summary>What all binders of one query share.</summary>
/// <param name="Request">The request.</param>
/// <param name="Syntax">The query.</param>
/// <param name="Kind">The kind of the objects it reads.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Diagnostics">Where findings go.</param>
internal sealed record BindingContext(QueryRequest Request, QuerySyntax Syntax, ObjectKind Kind, QueryShape Shape, DiagnosticBag Diagnostics);
