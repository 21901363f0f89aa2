using Biplane.Query;
using Biplane.Query.Syntax.Expressions;
using CsCheck;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Random expressions of times and conditions on them.</summary>
internal static class RandomTimes
{
    /// <summary>Texts of times: ends of days, weeks, months, years and calendars, leap days, parts of milliseconds, offsets.</summary>
    public static IReadOnlyList<string> Times { get; } =
    [
        "2026-01-10T12:00:00Z", "2026-01-10T05:07:09.5Z", "2024-02-29T23:59:59.999Z", "1999-12-31T23:30:00-05:00", "2000-01-03T00:00:00Z", "2025-12-29T00:00:00.000001Z",
        "2025-12-28T23:59:59.9999999Z", "2026-03-01T00:30:00+01:00", "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "1900-02-28T23:00:00Z", "2100-02-28T12:34:56.789Z",
        "2400-02-29T00:00:00Z", "2262-04-12T00:00:00Z", "1582-10-10T10:10:10.123456Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z",
    ];

    /// <summary>Texts that are times in other forms, or nearly times, or what some engine takes for one.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        .. Times, "2026-01-10", "2026-01-02 03:04", "2026-01-02 03:04:05+0530", "2026-01-02 03:04:05 -07", "2026-01-02T03:04:05.123456789Z", "2024-02-29", "2026-01-02T03:04:05+14:00", "1969-12-31T23:59:59.9999999Z",
        "2023-02-29", "2026-02-30", "2026-00-10", "2026-01-00", "2026-13-01", "0000-01-01", "2026-01-02T24:00:00Z", "2026-01-02T23:60:00Z", "2026-01-02T23:59:60Z", "2026-01-02T03:04:05+15:00", "2026-01-02T03:04:05+05:60",
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01", "10000-01-01", "+12026-01-01", "-0044-03-15", "2026-01-02 (BC)", "2026-1-2", "2026", "2026-01", "20260102", "2026/01/02", "1/2/2026", "2026-W01-1",
        "2026-01-02t03:04:05z", "2026-01-02T03", "2026-01-02T03:04:05,5Z", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05 Europe/Berlin", "2026-01-02T03:04:05 UTC", "2026-01-02T03:04:05Z\n", " 2026-01-02", "12:30", "epoch", "infinity",
        "now", "today", "yesterday", "1767322800", "\uFF12026-01-02",
    ];

    private static readonly string[] Units = ["second", "minute", "hour", "day", "week", "month", "year"];

    private static readonly string[] Stretches = ["second", "year", "week", "90 seconds", "15 minutes", "7 hours", "1 week", "2 days", "31 days", "100000 days", "week"];

    private static readonly BinaryOperator[] Comparisons =
    [
        BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater, BinaryOperator.GreaterOrEqual,
        BinaryOperator.NullSafeEqual, BinaryOperator.NullSafeNotEqual,
    ];

    /// <summary>How many minutes the asker's clock is behind UTC.</summary>
    public static Gen<int> Offset { get; } = OneOf(0, 0, 480, -330, -765, 1);

    /// <summary>A time.</summary>
    public static Gen<Expression> Time(int depth)
    {
        var leaf = Gen.OneOf(
            OneOf("created", "created", "to_datetime(metadata.t)", "to_date(metadata.t)", "to_date(created)", "now()", "current_timestamp()", "current_date()").Select(text => Q.Text(text)),
            Literal.Select(text => (Expression)Q.Call("to_datetime", text)));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Time(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(OneOf(Units), inner).Select((unit, time) => (Expression)Q.Call(unit, time)),
            Gen.Select(OneOf(Stretches), inner).Select((stretch, time) => (Expression)Q.Call("date_trunc", Q.Literal(stretch), time)),
            Gen.Select(OneOf(BinaryOperator.Add, BinaryOperator.Subtract), inner, OneOf(0L, 1, 2, 11, 13, 90, 400), Gen.Enum<IntervalUnit>())
                .Select((op, time, amount, unit) => (Expression)new BinaryExpression(op, time, new IntervalExpression(amount, unit))),
            Gen.Select(inner, OneOf("7 days", "1 year", "-3 months", "36 HOURS")).Select((time, length) => (Expression)new BinaryExpression(BinaryOperator.Add, time, Q.Call("to_interval", Q.Literal(length)))),
            Gen.Select(OneOf("least", "greatest", "coalesce", "nullif"), inner, inner).Select((name, a, b) => (Expression)Q.Call(name, a, b)));
    }

    /// <summary>A time, or what is made of one.</summary>
    public static Gen<Expression> Value { get; } = Gen.Select(Time(2), OneOf(0, 0, 0, 0, 1, 2, 3)).Select((time, form) => form switch
    {
        1 => Q.Call("to_string", time),
        2 => Q.Call("concat", Q.Literal("at "), time),
        3 => Q.Call("coalesce", time, Q.Path("metadata", "t")),
        _ => time,
    });

    /// <summary>A condition on times.</summary>
    public static Gen<Expression> Condition { get; } = Gen.OneOf(
        Gen.Select(OneOf(Comparisons), Time(1), Gen.OneOf(Time(1), Literal, Literal, Gen.Const((Expression)Q.Path("metadata", "t")))).Select((op, left, right) => (Expression)new BinaryExpression(op, left, right)),
        Gen.Select(OneOf(Comparisons), Literal, Time(1)).Select((op, left, right) => (Expression)new BinaryExpression(op, left, right)),
        Gen.Select(Time(1), Literal, Literal).Select((time, low, high) => (Expression)new LogicalExpression(
            IsAnd: true, [new BinaryExpression(BinaryOperator.GreaterOrEqual, time, low), new BinaryExpression(BinaryOperator.LessOrEqual, time, high)])),
        Gen.Select(Time(1), Literal.Array[1, 3]).Select((time, items) => (Expression)new BinaryExpression(BinaryOperator.In, time, new ArrayExpression([.. items]))),
        Gen.Select(Time(1), OneOf("2026-%", "%00:00:00.000Z", "____-02-%")).Select((time, pattern) => (Expression)new BinaryExpression(BinaryOperator.Like, time, Q.Literal(pattern))),
        Time(2).Select(time => (Expression)new UnaryExpression(UnaryOperator.IsNull, time)));

    private static Gen<Expression> Literal => OneOf([.. Times, "2026-01-10", "2026-01-02 03:04:05+0530"]).Select(text => (Expression)Q.Literal(text));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
