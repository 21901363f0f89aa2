namespace Biplane.Query.Syntax.Expressions;

/// <summary>A column and a way into its JSON: <c>metadata.models[0].name</c>. The first step is a name.</summary>
/// <param name="Steps">The steps, at least one.</param>
public sealed record PathExpression(EquatableList<PathStep> Steps) : Expression;
