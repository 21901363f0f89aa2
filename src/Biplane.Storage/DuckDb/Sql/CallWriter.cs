using System.Globalization;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>Functions of one row.</summary>
internal sealed class CallWriter(SqlText sql, ExpressionWriter expressions, JsonWriter json)
{
    public void Write(BoundCall call)
    {
        switch (call.Function)
        {
            case ScalarFunction.Length:
                Length(call.Arguments[0]);
                break;
            case ScalarFunction.JsonExtract:
                var key = (string)((BoundConstant)call.Arguments[1]).Value!;
                sql.Append("nullif(CAST(TRY(json_extract(");
                expressions.Write(call.Arguments[0]);
                sql.Append(", ").Parameter(JsonPath.Pointer(key)).Append(")) AS VARCHAR), 'null')");
                break;
            case ScalarFunction.Round:
                sql.Append("biplane_finite(round(");
                expressions.Write(call.Arguments[0]);
                sql.Append(", CAST(");
                expressions.Write(call.Arguments[1]);
                sql.Append(" AS INTEGER)))");
                break;
            default:
                sql.Append(Name(call.Function)).Append("(").Join(", ", call.Arguments, expressions.Write).Append(")");
                break;
        }
    }

    public void Shift(BoundShift shift)
    {
        // Out of the calendar is null, not an error.
        sql.Append("TRY(");
        expressions.Write(shift.Time);
        if (shift.Unit is IntervalUnit.Month or IntervalUnit.Year)
        {
            sql.Append(" + to_months(CAST(").Parameter(shift.Amount * (shift.Unit == IntervalUnit.Year ? 12 : 1)).Append(" AS INTEGER)))");
        }
        else
        {
            sql.Append(" + to_microseconds(CAST(").Parameter(shift.Amount * Microseconds(shift.Unit)).Append(" AS BIGINT)))");
        }
    }

    public void Truncate(BoundTruncate truncate)
    {
        var offset = (long)truncate.OffsetMinutes * 60_000_000;
        sql.Append("TRY(").Append(truncate.Amount == 1 ? $"date_trunc('{truncate.Unit.Name()}', " : "time_bucket(to_microseconds(CAST(");
        if (truncate.Amount > 1)
        {
            sql.Parameter(truncate.Amount * Microseconds(truncate.Unit)).Append(" AS BIGINT)), ");
        }

        expressions.Write(truncate.Time);
        if (offset != 0)
        {
            sql.Append(" - to_microseconds(").Append(offset.ToString(CultureInfo.InvariantCulture)).Append(")");
        }

        // Multiples count from a Monday at midnight.
        sql.Append(truncate.Amount > 1 ? ", TIMESTAMP '2000-01-03 00:00:00')" : ")");
        if (offset != 0)
        {
            sql.Append(" + to_microseconds(").Append(offset.ToString(CultureInfo.InvariantCulture)).Append(")");
        }

        sql.Append(")");
    }

    public void Includes(BoundIncludes includes)
    {
        switch (includes.Needle.Value)
        {
            case double:
                sql.Append("list_contains(list_transform(json_extract(");
                json.Text(includes.Haystack);
                sql.Append(", '$[*]'), lambda v: TRY_CAST(CAST(v AS VARCHAR) AS DOUBLE)), ");
                break;
            case bool flag:
                sql.Append("list_contains(list_transform(json_extract(");
                json.Text(includes.Haystack);
                sql.Append(", '$[*]'), lambda v: CAST(v AS VARCHAR)), ").Append(flag ? "'true')" : "'false')");
                return;
            default:
                sql.Append("list_contains(json_extract_string(");
                json.Text(includes.Haystack);
                sql.Append(", '$[*]'), ");
                break;
        }

        expressions.Write(includes.Needle);
        sql.Append(")");
    }

    private static long Microseconds(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Microsecond => 1,
        IntervalUnit.Millisecond => 1_000,
        IntervalUnit.Second => 1_000_000,
        IntervalUnit.Minute => 60_000_000,
        IntervalUnit.Hour => 3_600_000_000,
        IntervalUnit.Day => 86_400_000_000,
        _ => 604_800_000_000,
    };

    private static string Name(ScalarFunction function) => function switch
    {
        ScalarFunction.Lower => "lower",
        ScalarFunction.Upper => "upper",
        ScalarFunction.Concat => "concat",
        ScalarFunction.Coalesce => "coalesce",
        ScalarFunction.Least => "least",
        ScalarFunction.Greatest => "greatest",
        ScalarFunction.Absolute => "abs",
        ScalarFunction.Floor => "floor",
        ScalarFunction.Ceiling => "ceil",
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not a plain function."),
    };

    private void Length(BoundExpression value)
    {
        sql.Append("CAST(CASE json_type(");
        json.Text(value);
        sql.Append(", '$') WHEN 'ARRAY' THEN json_array_length(");
        json.Text(value);
        sql.Append(") WHEN 'OBJECT' THEN len(json_keys(");
        json.Text(value);
        sql.Append(")) WHEN 'VARCHAR' THEN length(");
        json.Content(value);
        sql.Append(") END AS BIGINT)");
    }
}
