using System.Globalization;
using System.Text;
using Biplane.Model.Rows;
using Biplane.Model.Search;
using Biplane.Query;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;
using Biplane.Storage.Sql;

namespace Biplane.Storage.ClickHouse.Sql;

/// <summary>Functions and conditions in ClickHouse's words.</summary>
internal sealed class ClickHouseCallWriter(SqlText sql, ExpressionWriter expressions, JsonWriter json) : CallWriter(sql, expressions, json)
{
    public override void Shift(BoundShift shift)
    {
        var isCalendar = shift.Unit is IntervalUnit.Month or IntervalUnit.Year;
        Sql.Append(isCalendar ? SqlFunctions.AddMonths : SqlFunctions.AddMicroseconds).Append("(");
        Expressions.Write(shift.Time);
        Sql.Append(", ").Parameter(shift.Amount * (shift.Unit switch
        {
            IntervalUnit.Month => 1,
            IntervalUnit.Year => 12,
            _ => Microseconds(shift.Unit),
        })).Append(")");
    }

    public override void Truncate(BoundTruncate truncate)
    {
        var offset = truncate.OffsetMinutes * Microseconds(IntervalUnit.Minute);
        if (truncate.Unit is IntervalUnit.Month or IntervalUnit.Year)
        {
            Sql.Append(truncate.Unit == IntervalUnit.Month ? SqlFunctions.StartOfMonth : SqlFunctions.StartOfYear).Append("(");
            Expressions.Write(truncate.Time);
        }
        else
        {
            Sql.Append(SqlFunctions.StartOfStretch).Append("(");
            Expressions.Write(truncate.Time);
            Sql.Append(", ").Append(Number(truncate.Amount * Microseconds(truncate.Unit)));
            offset += (long)(CountStart - DateTime.UnixEpoch).TotalMicroseconds;
        }

        Sql.Append(", ").Append(Number(offset)).Append(")");
    }

    public override void Includes(BoundIncludes includes)
    {
        Sql.Append("if(");
        Json.Text(includes.Haystack);
        Sql.Append(" IS NULL, NULL, has(").Append(includes.Needle.Value switch
        {
            double => "arrayMap(v -> toFloat64OrNull(v), ",
            bool => string.Empty,
            _ => "arrayMap(v -> JSONExtract(v, 'Nullable(String)'), ",
        }).Append(SqlFunctions.Elements).Append("(");
        Json.Text(includes.Haystack);
        Sql.Append(includes.Needle.Value is bool ? "), " : ")), ");
        if (includes.Needle.Value is bool flag)
        {
            Sql.Append(flag ? "'true'" : "'false'");
        }
        else
        {
            Expressions.Write(includes.Needle);
        }

        Sql.Append("))");
    }

    public override void Like(BoundLike like)
    {
        Sql.Append("(");
        Expressions.Write(like.Operand);
        Sql.Append(like.IgnoreCase ? " ILIKE " : " LIKE ").Parameter(Pattern(like.Pattern)).Append(")");
    }

    public override void Match(BoundMatch match)
    {
        var isJson = match.Operand.Type == ColumnType.Json;
        Sql.Append("(").Join(" AND ", match.Phrases, phrase =>
        {
            Sql.Append("position(").Append(isJson ? SqlFunctions.WordsOfJson : SqlFunctions.WordsOfText).Append("(");
            if (isJson)
            {
                Json.Text(match.Operand);
            }
            else
            {
                Expressions.Write(match.Operand);
            }

            Sql.Append("), ").Parameter($" {string.Join(' ', phrase)} ").Append(") > 0");
        }).Append(")");
    }

    public override void Find(BoundFind find)
    {
        if (find.IsWords)
        {
            var phrases = SearchTerms.Of(find.Text).Select(phrase => new EquatableList<string>([.. phrase]));
            Sql.Append("if(");
            Expressions.WriteFilter(new BoundMatch(new BoundColumn(find.Column), [.. phrases]));
            Sql.Append(", toInt64(0), NULL)");
            return;
        }

        Sql.Append("CAST(nullIf(positionCaseInsensitive(").Append(find.Column.StorageName).Append(", ").Parameter(JsonContent.Of(find.Text)).Append("), 0) - 1 AS Nullable(Int64))");
    }

    protected override SqlForm BytesOf => new("CAST(length(", ") AS Nullable(Int64))");

    protected override SqlForm AsInteger => new("CAST(", " AS Nullable(Int64))");

    protected override void Length(BoundExpression value)
    {
        Sql.Append(SqlFunctions.Length).Append("(");
        Json.Text(value);
        Sql.Append(")");
    }

    protected override void JsonExtract(BoundExpression text, string key)
    {
        Sql.Append("nullIf(nullIf(JSONExtractRaw(");
        Expressions.Write(text);
        Sql.Append(", ").Parameter(key).Append("), ''), 'null')");
    }

    protected override void Round(BoundExpression number, BoundExpression digits)
    {
        Sql.Append(SqlFunctions.Round).Append("(");
        Expressions.Write(number);
        Sql.Append(", ");
        Expressions.Write(digits);
        Sql.Append(")");
    }

    protected override void Concat(IEnumerable<BoundExpression> texts) => Sql.Append("concat(").Join(", ", texts, text =>
    {
        Sql.Append("coalesce(");
        Expressions.Write(text);
        Sql.Append(", '')");
    }).Append(")");

    protected override void SpanCost(Action writeArguments, string component)
    {
        Sql.Append(CostSql.Numbers).Append("(");
        writeArguments();
        Sql.Append(")[").Append(Number(CostSql.Members.ToList().IndexOf(component) + 1)).Append("]");
    }

    protected override void SpanCostBreakdown(Action writeArguments)
    {
        Sql.Append(CostSql.Breakdown).Append("(");
        writeArguments();
        Sql.Append(")");
    }

    protected override string Name(ScalarFunction function) => function switch
    {
        ScalarFunction.Lower => "lowerUTF8",
        ScalarFunction.Upper => "upperUTF8",
        ScalarFunction.EditDistance => SqlFunctions.EditDistance,
        ScalarFunction.EditSimilarity => SqlFunctions.EditSimilarity,
        _ => base.Name(function),
    };

    // In the engine's patterns a backslash before an ordinary character is a backslash.
    private static string Pattern(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
                text.Append(pattern[i] is '%' or '_' or '\\' ? "\\" : string.Empty);
            }

            text.Append(pattern[i]);
        }

        return text.ToString();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
