using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>JSON values in the forms that SQL needs: raw text, string content, number, truth value.</summary>
internal sealed class JsonWriter(SqlText sql, ExpressionWriter expressions)
{
    /// <summary>The JSON text; a JSON null may be NULL or the text <c>null</c>.</summary>
    public void Raw(BoundExpression value)
    {
        if (AsPath(value) is var (root, steps))
        {
            sql.Append("CAST(");
            Extract("json_extract", root, steps);
            sql.Append(" AS VARCHAR)");
        }
        else
        {
            expressions.Write(value);
        }
    }

    /// <summary>The JSON text; a JSON null is NULL.</summary>
    public void Text(BoundExpression value)
    {
        if (AsPath(value) is null)
        {
            expressions.Write(value);
            return;
        }

        // Where a typed column has the string, its text need not be parsed; the path is looked up for all other values.
        var typed = value is BoundPath path ? StorageColumns.String(path) : null;
        if (typed is not null)
        {
            sql.Append("CASE WHEN ").Append(typed).Append(" IS NOT NULL THEN CAST(to_json(").Append(typed).Append(") AS VARCHAR) ELSE ");
        }

        sql.Append("nullif(");
        Raw(value);
        sql.Append(typed is null ? ", 'null')" : ", 'null') END");
    }

    /// <summary>A string's content, the JSON text of anything else; a JSON null is NULL.</summary>
    public void Content(BoundExpression value)
    {
        if (AsPath(value) is var (root, steps))
        {
            Extract("json_extract_string", root, steps);
            return;
        }

        sql.Append("json_extract_string(");
        expressions.Write(value);
        sql.Append(", '$')");
    }

    /// <summary>A JSON number; anything else is NULL. May be infinite for numbers beyond 64 bits, unless finite is asked for.</summary>
    public void Number(BoundExpression value, bool isFinite)
    {
        if (value is BoundPath path && StorageColumns.Number(path) is { } column)
        {
            sql.Append(column);
            return;
        }

        // A string keeps its quotes in the raw text and so is no number.
        sql.Append(isFinite ? "biplane_finite(TRY_CAST(" : "TRY_CAST(");
        Raw(value);
        sql.Append(isFinite ? " AS DOUBLE))" : " AS DOUBLE)");
    }

    /// <summary>A JSON truth value; anything else is NULL.</summary>
    public void Boolean(BoundExpression value)
    {
        sql.Append("CASE ");
        Raw(value);
        sql.Append(" WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END");
    }

    /// <summary>Whether there is a value other than null.</summary>
    public void IsNull(BoundExpression value, bool isNegated)
    {
        if (AsPath(value) is null)
        {
            expressions.Write(value);
        }
        else
        {
            Content(value);
        }

        sql.Append(isNegated ? " IS NOT NULL" : " IS NULL");
    }

    /// <summary>A value of each element of an array, as a JSON array; NULL when there is none.</summary>
    public void Each(BoundEach each)
    {
        var segments = JsonPath.Segments(each.Steps);
        sql.Append("nullif(CAST(to_json(list_filter(list_transform(json_extract(");
        Text(each.Array);
        sql.Append(", '$[*]'), lambda v: ").Append(string.Concat(Enumerable.Repeat("json_extract(", segments.Count))).Append("v");
        foreach (var segment in segments)
        {
            sql.Append(", ").Parameter(segment).Append(")");
        }

        sql.Append("), lambda v: CAST(v AS VARCHAR) <> 'null')) AS VARCHAR), '[]')");
    }

    private static (BoundExpression Root, IEnumerable<PathStep> Steps)? AsPath(BoundExpression value) => value switch
    {
        BoundPath { Root: BoundColumn { Column: { IsInExtra: true } column } } path => (value, [PathStep.Member(column.Name), .. path.Steps]),
        BoundPath path => (path.Root, path.Steps),
        BoundColumn { Column: { IsInExtra: true } column } => (value, [PathStep.Member(column.Name)]),
        _ => null,
    };

    private void Extract(string function, BoundExpression root, IEnumerable<PathStep> steps)
    {
        var segments = JsonPath.Segments(steps);
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            sql.Append(i == segments.Count - 1 ? function : "json_extract").Append("(");
        }

        if (root is BoundColumn { Column.IsInExtra: true } or BoundPath { Root: BoundColumn { Column.IsInExtra: true } })
        {
            sql.Append(EventColumns.ExtraStorageName);
        }
        else
        {
            expressions.Write(root);
        }

        foreach (var segment in segments)
        {
            sql.Append(", ").Parameter(segment).Append(")");
        }
    }
}
