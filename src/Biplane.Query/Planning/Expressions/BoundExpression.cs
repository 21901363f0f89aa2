using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A typed expression whose names are columns. Engines turn it into their SQL.</summary>
/// <param name="Type">What it yields. Every expression may also yield null.</param>
public abstract record BoundExpression(ColumnType Type);
