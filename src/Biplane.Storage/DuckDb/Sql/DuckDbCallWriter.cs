using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;
using Biplane.Storage.DuckDb.Search;
using Biplane.Storage.Sql;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>Functions of one row.</summary>
internal sealed class DuckDbCallWriter(SqlText sql, ExpressionWriter expressions, JsonWriter json) : CallWriter(sql, expressions, json)
{
    public override void Shift(BoundShift shift) => Sql.Wrap(DuckDbDialect.InCalendar, () =>
    {
        Sql.Append("TRY(");
        Expressions.Write(shift.Time);
        if (shift.Unit is IntervalUnit.Month or IntervalUnit.Year)
        {
            Sql.Append(" + to_months(CAST(").Parameter(shift.Amount * (shift.Unit == IntervalUnit.Year ? 12 : 1)).Append(" AS INTEGER)))");
        }
        else
        {
            Sql.Append(" + to_microseconds(CAST(").Parameter(shift.Amount * Microseconds(shift.Unit)).Append(" AS BIGINT)))");
        }
    });

    // The calendar begins with a whole year, and on a Monday: on the clock of UTC only multiples can begin before it.
    public override void Truncate(BoundTruncate truncate) =>
        Sql.Wrap(truncate is { OffsetMinutes: 0, Amount: 1 } ? default : DuckDbDialect.NotBeforeCalendar, () => WriteStart(truncate));

    private void WriteStart(BoundTruncate truncate)
    {
        var offset = (long)truncate.OffsetMinutes * 60_000_000;
        Sql.Append("TRY(").Append(truncate.Amount == 1 ? $"date_trunc('{truncate.Unit.Name()}', " : "time_bucket(to_microseconds(CAST(");
        if (truncate.Amount > 1)
        {
            Sql.Parameter(truncate.Amount * Microseconds(truncate.Unit)).Append(" AS BIGINT)), ");
        }

        Expressions.Write(truncate.Time);
        if (offset != 0)
        {
            Sql.Append(" - to_microseconds(").Append(offset.ToString(CultureInfo.InvariantCulture)).Append(")");
        }

        Sql.Append(truncate.Amount > 1 ? $", TIMESTAMP '{CountStart:yyyy-MM-dd HH:mm:ss}')" : ")");
        if (offset != 0)
        {
            Sql.Append(" + to_microseconds(").Append(offset.ToString(CultureInfo.InvariantCulture)).Append(")");
        }

        Sql.Append(")");
    }

    public override void Includes(BoundIncludes includes)
    {
        switch (includes.Needle.Value)
        {
            case double:
                Sql.Append("list_contains(list_transform(json_extract(");
                Json.Text(includes.Haystack);
                Sql.Append(", '$[*]'), lambda v: TRY_CAST(CAST(v AS VARCHAR) AS DOUBLE)), ");
                break;
            case bool flag:
                Sql.Append("list_contains(list_transform(json_extract(");
                Json.Text(includes.Haystack);
                Sql.Append(", '$[*]'), lambda v: CAST(v AS VARCHAR)), ").Append(flag ? "'true')" : "'false')");
                return;
            default:
                Sql.Append("list_contains(json_extract_string(");
                Json.Text(includes.Haystack);
                Sql.Append(", '$[*]'), ");
                break;
        }

        Expressions.Write(includes.Needle);
        Sql.Append(")");
    }

    public override void Like(BoundLike like)
    {
        if (!LikeFunction.IsSimple(like.Pattern))
        {
            var (before, after) = like.IgnoreCase ? ("lower(", ")") : ("", "");
            Sql.Append(LikeFunction.Name).Append("(").Append(before);
            Expressions.Write(like.Operand);
            Sql.Append(after).Append(", ").Append(before).Parameter(like.Pattern).Append(after).Append(")");
            return;
        }

        Sql.Append("(");
        Expressions.Write(like.Operand);
        Sql.Append(like.IgnoreCase ? " ILIKE " : " LIKE ").Parameter(like.Pattern).Append(@" ESCAPE '\')");
    }

    public override void Match(BoundMatch match)
    {
        var isJson = match.Operand.Type == ColumnType.Json;
        Sql.Append(isJson ? MatchFunction.OfJson : MatchFunction.OfText).Append("(");
        if (isJson)
        {
            Json.Text(match.Operand);
        }
        else
        {
            Expressions.Write(match.Operand);
        }

        Sql.Append(", ").Parameter(MatchFunction.Argument(match.Phrases)).Append(")");
    }

    public override void Find(BoundFind find) =>
        Sql.Append(FindFunction.Name).Append("(").Append(find.Column.StorageName).Append(", ").Parameter(FindFunction.Argument(find)).Append(")");

    protected override SqlForm BytesOf => new("strlen(", ")");

    protected override SqlForm AsInteger => new("CAST(", " AS BIGINT)");

    protected override void Length(BoundExpression value)
    {
        Sql.Append("CAST(CASE json_type(");
        Json.Text(value);
        Sql.Append(", '$') WHEN 'ARRAY' THEN json_array_length(");
        Json.Text(value);
        Sql.Append(") WHEN 'OBJECT' THEN len(json_keys(");
        Json.Text(value);
        Sql.Append(")) WHEN 'VARCHAR' THEN length(");
        Json.Content(value);
        Sql.Append(") END AS BIGINT)");
    }

    protected override void JsonExtract(BoundExpression text, string key)
    {
        Sql.Append("nullif(CAST(TRY(json_extract(");
        Expressions.Write(text);
        Sql.Append(", ").Parameter(JsonPath.Member(key)).Append(")) AS VARCHAR), 'null')");
    }

    protected override void Round(BoundExpression number, BoundExpression digits)
    {
        Sql.Append("biplane_finite(round(");
        Expressions.Write(number);
        Sql.Append(", CAST(");
        Expressions.Write(digits);
        Sql.Append(" AS INTEGER)))");
    }

    protected override void Concat(IEnumerable<BoundExpression> texts) => Sql.Append("concat(").Join(", ", texts, Expressions.Write).Append(")");

    protected override string Name(ScalarFunction function) => function switch
    {
        ScalarFunction.EditDistance => EditFunctions.Distance,
        ScalarFunction.EditSimilarity => EditFunctions.Similarity,
        _ => base.Name(function),
    };

    protected override void SpanCost(Action writeArguments, string component)
    {
        Sql.Append(SpanCostFunctions.Cost).Append("(");
        writeArguments();
        Sql.Append($", '{component}')");
    }

    protected override void SpanCostBreakdown(Action writeArguments)
    {
        Sql.Append(SpanCostFunctions.Breakdown).Append("(");
        writeArguments();
        Sql.Append(")");
    }
}
