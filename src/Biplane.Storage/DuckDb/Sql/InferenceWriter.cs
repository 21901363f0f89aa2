using System.Globalization;
using Biplane.Query.Planning;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// The fields of JSON values, level by level; a root without a value is not there. Expects the looked-at rows as <c>_looked</c> with a column per root; members are read by
/// pointers, because their names are data.
/// </summary>
internal sealed class InferenceWriter(SqlText sql, Inference inference)
{
    public void Write()
    {
        WriteFields();
        WriteAnswer();
    }

    private void WriteFields()
    {
        sql.Append(", _seed AS (").Join(" UNION ALL ", inference.Roots.Select((root, index) => (root, index)), item =>
        {
            sql.Append("SELECT CAST([").Join(", ", item.root.Path, step => sql.Parameter(step))
                .Append("] AS VARCHAR[]) AS name, ").Append(Names.InferenceRoot(item.index)).Append(" AS value, 0 AS depth FROM _looked WHERE ").Append(Names.InferenceRoot(item.index)).Append(" IS NOT NULL");
        });
        sql.Append("), _fields(name, value, depth) AS (SELECT name, value, depth FROM _seed UNION ALL ")
            .Append("SELECT list_append(name, _key), nullif(CAST(json_extract(value, '/' || replace(replace(_key, '~', '~0'), '/', '~1')) AS VARCHAR), 'null'), depth + 1 ")
            .Append("FROM (SELECT name, value, depth, unnest(json_keys(value)) AS _key FROM _fields WHERE depth < ").Append(Number(inference.Depth))
            .Append(" AND json_type(value) = 'OBJECT') AS _members)")
            .Append(", _typed AS (SELECT name, value, CASE json_type(value) WHEN 'OBJECT' THEN 'object' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string' ")
            .Append("WHEN 'BOOLEAN' THEN 'boolean' ELSE CASE WHEN value IS NULL THEN 'null' ELSE 'number' END END AS type FROM _fields)");
    }

    private void WriteAnswer()
    {
        sql.Append("""
             SELECT CAST(to_json(_f.name) AS VARCHAR) AS _c0,
            CAST(CASE WHEN len(_f.types) = 1 THEN json_object('type', _f.types[1]) ELSE json_object('type', _f.types) END AS VARCHAR) AS _c1,
            _f.present AS _c2, coalesce(_v.common, '[]') AS _c3
            FROM (SELECT name, list_sort(list_distinct(list(type))) AS types, count(value) AS present FROM _typed GROUP BY name) AS _f
            LEFT JOIN (SELECT name, '[' || string_agg('{"value":' || value || ',"count":' || n || '}', ',' ORDER BY n DESC, value) || ']' AS common
            FROM (SELECT name, value, count(*) AS n FROM _typed WHERE type IN ('string', 'number', 'boolean') AND strlen(value) <=
            """).Append(" ").Append(Number(Inference.MaxValueLength)).Append(" GROUP BY name, value QUALIFY row_number() OVER (PARTITION BY name ORDER BY count(*) DESC, value) <= ")
            .Append(Number(Inference.TopValues)).Append(") GROUP BY name) AS _v ON _f.name = _v.name ORDER BY _f.name");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
