namespace Biplane.Query.Syntax;

/// <summary>A random part of the rows.</summary>
/// <param name="Value">A share in percent, or a number of rows.</param>
/// <param name="IsRate">Whether the value is a share.</param>
/// <param name="Seed">Makes the choice repeatable.</param>
public sealed record SampleClause(double Value, bool IsRate, long? Seed = null) : SyntaxNode;
