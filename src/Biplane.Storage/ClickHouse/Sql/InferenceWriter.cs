using System.Globalization;
using Biplane.Query.Planning;
using Biplane.Storage.Sql;

namespace Biplane.Storage.ClickHouse.Sql;

/// <summary>The fields of JSON values, level by level.</summary>
internal sealed class InferenceWriter(SqlText sql, Inference inference)
{
    public void Write()
    {
        sql.Append(", _seed AS (").Join(" UNION ALL ", inference.Roots.Select((root, index) => (root, index)), item =>
        {
            var root = Names.InferenceRoot(item.index);
            sql.Append("SELECT [").Join(", ", item.root.Path, step => sql.Parameter(step))
                .Append($"] AS name, CAST({root} AS Nullable(String)) AS value, toInt64(0) AS depth FROM _looked WHERE {root} IS NOT NULL");
        });
        sql.Append($$"""
            ), _fields AS (SELECT name, value, depth FROM _seed UNION ALL
              SELECT arrayPushBack(name, _member.1), nullIf(_member.2, 'null'), toInt64(depth + 1) FROM _fields
              ARRAY JOIN JSONExtractKeysAndValuesRaw(coalesce(value, '')) AS _member WHERE depth < {{Number(inference.Depth)}}),
            _typed AS (SELECT name, value, transform(toString(JSONType(coalesce(value, 'null'))),
              ['Object', 'Array', 'String', 'Bool', 'Null'], ['object', 'array', 'string', 'boolean', 'null'], 'number') AS type FROM _fields),
            _counted AS (SELECT name, value, count(*) AS n FROM _typed
              WHERE type IN ('string', 'number', 'boolean') AND length(value) <= {{Number(Inference.MaxValueLength)}} GROUP BY name, value),
            _common AS (SELECT name, concat('[', arrayStringConcat(arrayMap(v -> concat('{"value":', v.2, ',"count":', toString(-v.1), '}'),
              arraySlice(arraySort(groupArray((-toInt64(n), assumeNotNull(value)))), 1, {{Number(Inference.TopValues)}})), ','), ']') AS common FROM _counted GROUP BY name)
            SELECT toJSONString(_f.name) AS _c0, concat('{"type":', if(length(_f.types) = 1, toJSONString(_f.types[1]), toJSONString(_f.types)), '}') AS _c1,
              _f.present AS _c2, coalesce(_v.common, '[]') AS _c3
              FROM (SELECT name, arraySort(groupUniqArray(type)) AS types, count(value) AS present FROM _typed GROUP BY name) AS _f
              LEFT JOIN _common AS _v ON _f.name = _v.name ORDER BY _f.name
            """);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
