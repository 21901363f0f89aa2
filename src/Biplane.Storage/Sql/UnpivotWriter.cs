using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>Unpivots, one derived table around the other.</summary>
internal static class UnpivotWriter
{
    public static void Write(SqlText sql, SqlDialect dialect, ExpressionWriter expressions, IReadOnlyList<Unpivot> unpivots, Action writeSource) =>
        Write(sql, dialect, expressions, unpivots, unpivots.Count - 1, writeSource);

    /// <summary>Whether the expression needs a column that an unpivot makes.</summary>
    public static bool Uses(BoundExpression expression) => BoundTree.Contains(expression, node => node is BoundUnpivoted);

    private static void Write(SqlText sql, SqlDialect dialect, ExpressionWriter expressions, IReadOnlyList<Unpivot> unpivots, int index, Action writeSource)
    {
        if (index < 0)
        {
            writeSource();
            return;
        }

        dialect.WriteUnpivot(
            sql,
            new UnpivotColumns(index),
            unpivots[index].IsObject,
            () => expressions.Write(unpivots[index].Source),
            () => Write(sql, dialect, expressions, unpivots, index - 1, writeSource));
    }
}
