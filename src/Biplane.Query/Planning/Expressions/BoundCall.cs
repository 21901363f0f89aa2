using Biplane.Model.Rows;
using Biplane.Query.Functions;

namespace Biplane.Query.Planning.Expressions;

/// <summary>A call of a scalar function with arguments of the types it takes.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Type">What it yields.</param>
public sealed record BoundCall(ScalarFunction Function, EquatableList<BoundExpression> Arguments, ColumnType Type) : BoundExpression(Type);
