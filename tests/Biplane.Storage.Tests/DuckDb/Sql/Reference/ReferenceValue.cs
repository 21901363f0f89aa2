using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>What a node stands for in a certain row or group, put into the node's place.</summary>
internal sealed record ReferenceValue(object? Value, ColumnType Type) : BoundExpression(Type)
{
    /// <summary>The expression with nodes replaced by their values, where the function gives one.</summary>
    public static BoundExpression Fill(BoundExpression expression, Func<BoundExpression, BoundExpression?> valueOf) =>
        valueOf(expression) ?? BoundTree.MapChildren(expression, child => Fill(child, valueOf));
}
