using System.Globalization;
using System.Text;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Prices;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>DuckDB's words, with the functions that its connections register.</summary>
internal sealed class DuckDbDialect : SqlDialect
{
    // The last microsecond before the year 1 and the first one after the year 9999.
    private const string BeforeCalendar = "make_timestamp(-62135596800000001)";
    private const string AfterCalendar = "make_timestamp(253402300800000000)";

    public static DuckDbDialect Instance { get; } = new();

    /// <summary>A time, NULL when it lies outside of the years 1 to 9999, where the engine's calendar goes on.</summary>
    public static SqlForm InCalendar { get; } = new("nullif(nullif(least(greatest(", $", {BeforeCalendar}), {AfterCalendar}), {BeforeCalendar}), {AfterCalendar})");

    /// <summary>The same for a time that cannot lie behind.</summary>
    public static SqlForm NotBeforeCalendar { get; } = new("nullif(greatest(", $", {BeforeCalendar}), {BeforeCalendar})");

    // Not materialised: otherwise the engine copies every payload of the scope before it looks at a condition.
    public override string Inline => " AS NOT MATERIALIZED ";

    public override string Kept => " AS MATERIALIZED ";

    public override string RowNumber => "row_number() OVER ()";

    public override string AnyTrue => "bool_or";

    public override string AllTrue => "bool_and";

    public override string Md5 => "md5";

    public override string NullSafeEqual => " IS NOT DISTINCT FROM ";

    public override string OneGroup => "()";

    public override SqlForm ContentOfJson => new("json_extract_string(", ", '$')");

    public override string CostOfSpan =>
        $"{SpanCostFunctions.Cost}(metrics, coalesce(model, ''), coalesce(json_extract_string(span_attributes, '$.purpose'), ''), '{CostComponents.Total}')";

    public override string MeanScores => $"""
        SELECT root_key, CAST(json_group_object(name, mean) AS VARCHAR) AS scores FROM (
          SELECT root_key, name, avg({FiniteFunction.Name}(TRY_CAST(CAST(json_extract(scores, '/' || replace(replace(name, '~', '~0'), '/', '~1')) AS VARCHAR) AS DOUBLE))) AS mean
          FROM (SELECT root_key, scores, unnest(json_keys(scores)) AS name FROM _spans WHERE scores IS NOT NULL) GROUP BY root_key, name ORDER BY name)
          GROUP BY root_key
        """;

    public override string TypeName(ColumnType type) => type switch
    {
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Number => "DOUBLE",
        ColumnType.Integer => "BIGINT",
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Uuid => "UUID",
        ColumnType.TransactionId or ColumnType.PaginationKey => "UBIGINT",
        _ => "VARCHAR",
    };

    public override SqlForm Cast(ColumnType from, ColumnType to) => (from, to) switch
    {
        // 5, not 5.0.
        (ColumnType.Number, ColumnType.Text) =>
            new("list_min(list_transform([", "], lambda v: CASE WHEN v = trunc(v) AND abs(v) < 1e15 THEN CAST(CAST(v AS BIGINT) AS VARCHAR) ELSE CAST(v AS VARCHAR) END))"),
        (ColumnType.Timestamp, ColumnType.Text) => new("regexp_replace(strftime(", ", '%Y-%m-%dT%H:%M:%S.%fZ'), '000Z$', 'Z')"),
        (ColumnType.PaginationKey, ColumnType.Text) => new("('p' || lpad(CAST(", " AS VARCHAR), 20, '0'))"),
        (_, ColumnType.Text) => new("CAST(", " AS VARCHAR)"),
        (_, ColumnType.Json) => new("CAST(to_json(", ") AS VARCHAR)"),
        (ColumnType.Text, ColumnType.Number) => new("biplane_finite(TRY_CAST(", " AS DOUBLE))"),
        (ColumnType.Boolean, ColumnType.Number) => new("CAST(CAST(", " AS INTEGER) AS DOUBLE)"),
        (_, ColumnType.Number) => new("CAST(", " AS DOUBLE)"),
        (ColumnType.Boolean, ColumnType.Integer) => new("CAST(", " AS BIGINT)"),
        (_, ColumnType.Integer) => new("TRY_CAST(trunc(TRY_CAST(", " AS DOUBLE)) AS BIGINT)"),
        (_, ColumnType.Boolean) => new("CASE lower(", ") WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"),
        // A text without an offset is UTC because the session is.
        (_, ColumnType.Timestamp) => new($"{InCalendar.Before}TRY(make_timestamp(epoch_us(TRY_CAST(regexp_extract(", $", '{TimeText.Pattern}') AS TIMESTAMPTZ)))){InCalendar.After}"),
        _ => throw new ArgumentException($"Nothing converts to {to}.", nameof(to)),
    };

    public override void WriteParameter(object value, StringBuilder text, List<object> parameters)
    {
        if (value is string part && part.Contains('\0', StringComparison.Ordinal))
        {
            // Text parameters reach the engine as C strings.
            var parts = part.Split('\0');
            text.Append("concat(").AppendJoin(", chr(0), ", Enumerable.Repeat("?", parts.Length)).Append(')');
            parameters.AddRange(parts);
            return;
        }

        text.Append('?');
        parameters.Add(value);
    }

    public override JsonWriter Json(SqlText sql, ExpressionWriter expressions) => new DuckDbJsonWriter(sql, expressions);

    public override CallWriter Calls(SqlText sql, ExpressionWriter expressions, JsonWriter json) => new DuckDbCallWriter(sql, expressions, json);

    // Each aggregate sorts the values for itself, and the engine knows two for one only by their text: one for all fractions, without parameters.
    public override void WritePercentile(SqlText sql, string argument, double fraction, IReadOnlyList<double> fractions)
    {
        var list = string.Join(", ", fractions.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one:R}::DOUBLE")));
        sql.Append(string.Create(CultureInfo.InvariantCulture, $"list_extract(quantile_cont({argument}, [{list}]), {fractions.ToList().IndexOf(fraction) + 1})"));
    }

    public override string ObjectOf(IEnumerable<(string Name, string Value)> members) =>
        $"CAST(json_object({string.Join(", ", members.Select(member => $"'{member.Name}', {member.Value}"))}) AS VARCHAR)";

    public override string Member(string column, string name) => $"""CAST(json_extract({column}, '$."{name}"') AS VARCHAR)""";

    public override void WriteObjectWith(SqlText sql, Action writeObject, IReadOnlyList<ObjectMember> members)
    {
        sql.Append("CAST(json_merge_patch(coalesce(");
        writeObject();
        sql.Append(", '{}'), json_object(").Join(", ", members, member =>
        {
            member.WriteName();
            sql.Append(", ");
            member.WriteValue();
        }).Append(")) AS VARCHAR)");
    }

    public override void WriteUnpivot(SqlText sql, UnpivotColumns columns, bool isObject, Action writeValue, Action writeRows)
    {
        var (list, value, name) = (columns.List, columns.Value, columns.Name);
        var taken = $"{(isObject ? name : value)}, generate_subscripts({list}, 1) AS {columns.Order} FROM (SELECT *, ";
        if (isObject)
        {
            // Names first, then the value of each: a name is data here and goes into a pointer.
            sql.Append("(SELECT *, nullif(CAST(json_extract(");
            writeValue();
            sql.Append($", '/' || replace(replace({name}, '~', '~0'), '/', '~1')) AS VARCHAR), 'null') AS {value} FROM (SELECT *, unnest({list}) AS {taken}json_keys(");
            writeValue();
            sql.Append(")");
        }
        else
        {
            sql.Append($"(SELECT * REPLACE (nullif(CAST({value} AS VARCHAR), 'null') AS {value}) FROM (SELECT *, unnest({list}) AS {taken}json_extract(");
            writeValue();
            sql.Append(", '$[*]')");
        }

        sql.Append($" AS {list} FROM ");
        writeRows();
        sql.Append(") AS _listed) AS _unnested) AS _unpivoted");
    }

    public override void WritePreview(SqlText sql, Action writeValue, string length)
    {
        sql.Append(PreviewFunction.Name).Append("(");
        writeValue();
        sql.Append(", '").Append(length).Append("')");
    }

    public override void WriteFields(SqlText sql, Inference inference) => new InferenceWriter(sql, inference).Write();
}
