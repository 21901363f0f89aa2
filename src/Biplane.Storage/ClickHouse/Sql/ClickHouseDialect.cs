using System.Globalization;
using System.Text;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Storage.Sql;

namespace Biplane.Storage.ClickHouse.Sql;

/// <summary>ClickHouse's words, with <see cref="SqlFunctions"/> and under <see cref="SessionSettings"/>.</summary>
internal sealed class ClickHouseDialect : SqlDialect
{
    public static ClickHouseDialect Instance { get; } = new();

    /// <summary>A text as a JSON string.</summary>
    public static SqlForm TextAsJson => new("toJSONString(", ")");

    public override string Inline => " AS ";

    public override string Kept => " AS ";

    public override string RowNumber => "rowNumberInAllBlocks()";

    public override string AnyTrue => "max";

    public override string AllTrue => "min";

    public override string Md5 => SqlFunctions.Md5;

    public override string NullSafeEqual => " <=> ";

    public override string OneGroup => "tuple()";

    public override SqlForm ContentOfJson => new($"{SqlFunctions.Content}(", ")");

    public override string CostOfSpan => $"{CostSql.Numbers}(metrics, coalesce(model, ''), JSONExtractString(coalesce(span_attributes, ''), 'purpose'))[{CostSql.Members.Count}]";

    public override string MeanScores => $$"""
        SELECT root_key, concat('{', arrayStringConcat(arrayMap(m -> concat(toJSONString(m.1), ':', m.2), arraySort(groupArray((name, coalesce(toJSONString(mean), 'null'))))), ','), '}') AS scores FROM (
          SELECT root_key, _score.1 AS name, avg({{SqlFunctions.Finite}}(toFloat64OrNull(_score.2))) AS mean FROM (
            SELECT root_key, JSONExtractKeysAndValuesRaw(coalesce(scores, '')) AS _scores_of_span FROM _spans) AS _listed ARRAY JOIN _scores_of_span AS _score
          GROUP BY root_key, name) AS _means
        GROUP BY root_key
        """;

    public override string TypeName(ColumnType type) => $"Nullable({PlainTypeName(type)})";

    public override SqlForm Cast(ColumnType from, ColumnType to) => (from, to) switch
    {
        (ColumnType.Timestamp, ColumnType.Text) => new("replaceRegexpOne(concat(replaceOne(toString(toDateTime64(", ", 6, 'UTC')), ' ', 'T'), 'Z'), '000Z$', 'Z')"),
        (ColumnType.PaginationKey, ColumnType.Text) => new("concat('p', leftPad(toString(", "), 20, '0'))"),
        // A condition is a small number until it is called a truth value.
        (ColumnType.Boolean, ColumnType.Text) => new("toString(CAST(", " AS Nullable(Bool)))"),
        (_, ColumnType.Text) => new("toString(", ")"),
        (ColumnType.Boolean, ColumnType.Json) => new("toJSONString(CAST(", " AS Nullable(Bool)))"),
        (_, ColumnType.Json) => TextAsJson,
        (ColumnType.Text, ColumnType.Number) => new($"{SqlFunctions.Finite}(toFloat64OrNull(", "))"),
        (_, ColumnType.Number) => new("toFloat64(", ")"),
        (ColumnType.Text, ColumnType.Integer) => new("accurateCastOrNull(trunc(toFloat64OrNull(", ")), 'Int64')"),
        (_, ColumnType.Integer) => new("accurateCastOrNull(trunc(toFloat64(", ")), 'Int64')"),
        (_, ColumnType.Boolean) => new("transform(lower(", "), ['true', 'false'], [TRUE, FALSE], CAST(NULL AS Nullable(Bool)))"),
        (_, ColumnType.Timestamp) => new($"{SqlFunctions.TimeOfText}(", ")"),
        _ => throw new ArgumentException($"Nothing converts to {to}.", nameof(to)),
    };

    public override void WriteParameter(object value, StringBuilder text, List<object> parameters)
    {
        text.Append(CultureInfo.InvariantCulture, $"{{p{parameters.Count}:{PlainTypeName(TypeOf(value))}}}");
        parameters.Add(value);
    }

    public override JsonWriter Json(SqlText sql, ExpressionWriter expressions) => new ClickHouseJsonWriter(sql, expressions);

    public override CallWriter Calls(SqlText sql, ExpressionWriter expressions, JsonWriter json) => new ClickHouseCallWriter(sql, expressions, json);

    public override void WritePercentile(SqlText sql, string argument, double fraction, IReadOnlyList<double> fractions) =>
        sql.Append("quantileExactInclusive(").Parameter(fraction).Append(")(").Append(argument).Append(")");

    public override string ObjectOf(IEnumerable<(string Name, string Value)> members) =>
        $"concat('{{', {string.Join(", ',', ", members.Select(member => $"'\"{member.Name}\":', coalesce(toJSONString({member.Value}), 'null')"))}, '}}')";

    public override string Member(string column, string name) => $"nullIf(JSONExtractRaw({column}, '{name}'), '')";

    public override void WriteObjectWith(SqlText sql, Action writeObject, IReadOnlyList<ObjectMember> members)
    {
        sql.Append("concat('{', arrayStringConcat(arrayMap(m -> concat(toJSONString(m.1), ':', coalesce(m.2, '')), arrayConcat(arrayFilter(m -> m.1 NOT IN (")
            .Join(", ", members, member => member.WriteName())
            .Append("), arrayMap(m -> (m.1, CAST(m.2 AS Nullable(String))), JSONExtractKeysAndValuesRaw(coalesce(");
        writeObject();
        sql.Append(", '')))), arrayFilter(m -> m.2 IS NOT NULL, [").Join(", ", members, member =>
        {
            sql.Append("(");
            member.WriteName();
            sql.Append(", CAST(").Wrap(member.Type == ColumnType.Json ? default : Cast(member.Type, ColumnType.Json), member.WriteValue).Append(" AS Nullable(String)))");
        }).Append("]))), ','), '}')");
    }

    public override void WriteUnpivot(SqlText sql, UnpivotColumns columns, bool isObject, Action writeValue, Action writeRows)
    {
        var item = columns.List + "_item";
        sql.Append(isObject ? $"(SELECT *, {item}.1 AS {columns.Name}, nullIf({item}.2, 'null')" : $"(SELECT *, nullIf({item}, 'null')")
            .Append($" AS {columns.Value}, {columns.Order} FROM (SELECT *, ")
            .Append(isObject ? "JSONExtractKeysAndValuesRaw" : "JSONExtractArrayRaw").Append("(coalesce(");
        writeValue();
        sql.Append($", '')) AS {columns.List} FROM ");
        writeRows();
        sql.Append($") AS _listed ARRAY JOIN {columns.List} AS {item}, arrayEnumerate({columns.List}) AS {columns.Order}) AS _unpivoted");
    }

    public override void WritePreview(SqlText sql, Action writeValue, string length)
    {
        sql.Append(SqlFunctions.Preview).Append("(");
        writeValue();
        sql.Append(", ").Append(length).Append(")");
    }

    public override void WriteFields(SqlText sql, Inference inference) => new InferenceWriter(sql, inference).Write();

    private static string PlainTypeName(ColumnType type) => type switch
    {
        ColumnType.Boolean => "Bool",
        ColumnType.Number => "Float64",
        ColumnType.Integer => "Int64",
        ColumnType.Timestamp => "DateTime64(6, 'UTC')",
        ColumnType.Uuid => "UUID",
        ColumnType.TransactionId or ColumnType.PaginationKey => "UInt64",
        _ => "String",
    };

    private static ColumnType TypeOf(object value) => value switch
    {
        string => ColumnType.Text,
        double => ColumnType.Number,
        long => ColumnType.Integer,
        ulong => ColumnType.TransactionId,
        DateTime => ColumnType.Timestamp,
        Guid => ColumnType.Uuid,
        _ => throw new ArgumentException($"No parameter is a {value.GetType().Name}.", nameof(value)),
    };
}
