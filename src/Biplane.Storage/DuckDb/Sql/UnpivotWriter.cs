using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>Unpivots, one derived table around the other.</summary>
internal static class UnpivotWriter
{
    public static void Write(SqlText sql, ExpressionWriter expressions, IReadOnlyList<Unpivot> unpivots, Action writeSource) =>
        Write(sql, expressions, unpivots, unpivots.Count - 1, writeSource);

    /// <summary>Whether the expression needs a column that an unpivot makes.</summary>
    public static bool Uses(BoundExpression expression) => BoundTree.Contains(expression, node => node is BoundUnpivoted);

    private static void Write(SqlText sql, ExpressionWriter expressions, IReadOnlyList<Unpivot> unpivots, int index, Action writeSource)
    {
        if (index < 0)
        {
            writeSource();
            return;
        }

        var unpivot = unpivots[index];
        var value = Names.Unpivoted(new BoundUnpivoted(index, IsName: false));
        var name = Names.Unpivoted(new BoundUnpivoted(index, IsName: true));
        var list = Names.UnpivotList(index);
        var order = Names.UnpivotOrder(index);
        if (unpivot.IsObject)
        {
            // Names first, then the value of each: a name is data here and goes into a pointer.
            sql.Append("(SELECT *, nullif(CAST(json_extract(");
            expressions.Write(unpivot.Source);
            sql.Append(", '/' || replace(replace(").Append(name).Append(", '~', '~0'), '/', '~1')) AS VARCHAR), 'null') AS ").Append(value)
                .Append(" FROM (SELECT *, unnest(").Append(list).Append(") AS ").Append(name).Append(", generate_subscripts(").Append(list).Append(", 1) AS ").Append(order)
                .Append(" FROM (SELECT *, json_keys(");
            expressions.Write(unpivot.Source);
            sql.Append(") AS ").Append(list);
        }
        else
        {
            sql.Append("(SELECT * REPLACE (nullif(CAST(").Append(value).Append(" AS VARCHAR), 'null') AS ").Append(value)
                .Append(") FROM (SELECT *, unnest(").Append(list).Append(") AS ").Append(value).Append(", generate_subscripts(").Append(list).Append(", 1) AS ").Append(order)
                .Append(" FROM (SELECT *, json_extract(");
            expressions.Write(unpivot.Source);
            sql.Append(", '$[*]') AS ").Append(list);
        }

        sql.Append(" FROM ");
        Write(sql, expressions, unpivots, index - 1, writeSource);
        sql.Append(") AS _listed) AS _unnested) AS _unpivoted");
    }
}
