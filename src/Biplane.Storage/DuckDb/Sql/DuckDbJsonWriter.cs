using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>JSON by the engine's extractions, one for each part of a way that its notation can say.</summary>
internal sealed class DuckDbJsonWriter(SqlText sql, ExpressionWriter expressions) : JsonWriter(sql, expressions)
{
    protected override SqlForm Quoted => new("CAST(to_json(", ") AS VARCHAR)");

    protected override SqlForm RawNumber => new("TRY_CAST(", " AS DOUBLE)");

    protected override string? WholeNumber(BoundPath path) => StorageColumns.IsTokens(path) ? "total_tokens" : null;

    public override void Each(BoundEach each)
    {
        var segments = JsonPath.Segments(each.Steps);
        Sql.Append("nullif(CAST(to_json(list_filter(list_transform(json_extract(");
        Text(each.Array);
        Sql.Append(", '$[*]'), lambda v: ").Append(string.Concat(Enumerable.Repeat("json_extract(", segments.Count))).Append("v");
        foreach (var segment in segments)
        {
            Sql.Append(", ").Parameter(segment).Append(")");
        }

        Sql.Append("), lambda v: CAST(v AS VARCHAR) <> 'null')) AS VARCHAR), '[]')");
    }

    protected override void ExtractRaw(Action writeRoot, IEnumerable<PathStep> steps)
    {
        Sql.Append("CAST(");
        Extract("json_extract", writeRoot, JsonPath.Segments(steps));
        Sql.Append(" AS VARCHAR)");
    }

    protected override void ExtractContent(Action writeRoot, IEnumerable<PathStep> steps)
    {
        var segments = JsonPath.Segments(steps);
        if (segments.Count > 0)
        {
            Extract("json_extract_string", writeRoot, segments);
            return;
        }

        Sql.Append("json_extract_string(");
        writeRoot();
        Sql.Append(", '$')");
    }

    private void Extract(string function, Action writeRoot, IReadOnlyList<string> segments)
    {
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            Sql.Append(i == segments.Count - 1 ? function : "json_extract").Append("(");
        }

        writeRoot();
        foreach (var segment in segments)
        {
            Sql.Append(", ").Parameter(segment).Append(")");
        }
    }
}
