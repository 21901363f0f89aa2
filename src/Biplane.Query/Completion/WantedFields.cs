using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Completion;

/// <summary>Fields whose names or values completion would like to know: an <c>infer</c> over the source tells them.</summary>
/// <param name="From">The source.</param>
/// <param name="Path">The column or field.</param>
public sealed record WantedFields(FromClause From, PathExpression Path);
