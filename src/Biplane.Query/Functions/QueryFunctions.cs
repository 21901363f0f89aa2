using System.Collections.Frozen;

namespace Biplane.Query.Functions;

/// <summary>The one table of functions: the binder checks calls against it, and the reference is held against it by a test.</summary>
public static class QueryFunctions
{
    /// <summary>Texts of more characters are compared by no function that counts edits: its work grows with both lengths multiplied.</summary>
    public const int MaxEditedCharacters = 4096;

    private const int Many = 64;

    /// <summary>All functions, by family.</summary>
    public static IReadOnlyList<QueryFunction> All { get; } =
    [
        new("second", 1, 1, "second(time): time", "The start of the time's second."),
        new("minute", 1, 1, "minute(time): time", "The start of the time's minute."),
        new("hour", 1, 1, "hour(time): time", "The start of the time's hour, on the clock of `tz_offset`."),
        new("day", 1, 1, "day(time): time", "The start of the time's day, on the clock of `tz_offset`."),
        new("week", 1, 1, "week(time): time", "The Monday on which the time's week starts."),
        new("month", 1, 1, "month(time): time", "The start of the time's month."),
        new("year", 1, 1, "year(time): time", "The start of the time's year."),
        new("date_trunc", 2, 2, "date_trunc('unit', time): time", "The start of the unit, or of a multiple such as `15 minutes`, that the time lies in."),
        new("now", 0, 0, "now(): time", "The time of the request."),
        new("current_timestamp", 0, 0, "current_timestamp(): time", "The same as `now()`."),
        new("current_date", 0, 0, "current_date(): time", "The start of today, on the clock of `tz_offset`."),
        new("lower", 1, 1, "lower(text): text", "The text in lower case."),
        new("upper", 1, 1, "upper(text): text", "The text in upper case."),
        new("concat", 1, Many, "concat(a, b, …): text", "The texts joined; nulls count as empty."),
        new("levenshtein", 2, 2, "levenshtein(a, b): integer", "Characters to insert, delete or replace to make one text of the other; null when one has more than 4,096."),
        new("levenshtein_similarity", 2, 2, "levenshtein_similarity(a, b): number", "1 for equal texts down to 0: 1 less that count divided by the characters of the longer text; null likewise."),
        new("len", 1, 1, "len(value): integer", "Elements of an array, members of an object, characters of a string."),
        new("byte_size", 1, 1, "byte_size(value): integer", "Bytes of the value's JSON text, known without reading a large one."),
        new("contains", 2, 2, "contains(array, value): boolean", "Whether the array has an element equal to the value."),
        new("includes", 2, 2, "includes(array, value): boolean", "The same as `contains`."),
        new("json_extract", 2, 2, "json_extract(text, 'key'): json", "Parses the JSON held in a string and reads one member, the key taken literally."),
        new("coalesce", 1, Many, "coalesce(a, b, …)", "The first argument that is not null."),
        new("nullif", 2, 2, "nullif(a, b)", "Null when the arguments are equal, else the first."),
        new("least", 1, Many, "least(a, b, …)", "The smallest argument, nulls skipped."),
        new("greatest", 1, Many, "greatest(a, b, …)", "The largest argument, nulls skipped."),
        new("round", 1, 2, "round(number, digits): number", "The number rounded, half away from zero."),
        new("abs", 1, 1, "abs(number): number", "The number without its sign."),
        new("floor", 1, 1, "floor(number): number", "The largest whole number not above."),
        new("ceil", 1, 1, "ceil(number): number", "The smallest whole number not below."),
        new("to_string", 1, 1, "to_string(value): text", "The value as text."),
        new("to_boolean", 1, 1, "to_boolean(value): boolean", "The value as a truth value, also from the texts `true` and `false`."),
        new("to_integer", 1, 1, "to_integer(value): integer", "The value as a whole number, cut toward zero, also from text."),
        new("to_number", 1, 1, "to_number(value): number", "The value as a number, also from text."),
        new("to_date", 1, 1, "to_date(value): time", "The start of the day of a time, also from text."),
        new("to_datetime", 1, 1, "to_datetime(value): time", "The value as a time, also from text."),
        new("to_interval", 1, 1, "to_interval('7 day'): length of time", "A length of time, to add to or take from a time."),
        new("search", 1, 1, "search('words'): boolean", "Whether the words are in input, output, expected, metadata or span_attributes."),
        new("any_span", 1, 1, "any_span(condition): boolean", "Whether the trace has a span that satisfies the condition."),
        new("filter_spans", 1, 1, "filter_spans(condition)", "Returns only the spans of the chosen traces that satisfy the condition."),
        new("estimated_cost", 0, 0, "estimated_cost(): number", "What the span cost in US dollars: as it was logged, else by its tokens and the price of its model; null when that is not known, and for scorers."),
        new("estimated_cost_breakdown", 0, 0, "estimated_cost_breakdown(): text", "The parts of that cost and the tokens they are for, as JSON text."),
        new("estimated_cost_component", 1, 1, "estimated_cost_component('name'): number", "One part of that cost: a name among those of the breakdown that end in `Cost`."),
        new("total_tokens", 0, 0, "total_tokens(): number", "The tokens that were logged with the span: `metrics.tokens`, else `metrics.total_tokens`, else prompt and completion tokens."),
        new("count", 1, 1, "count(x): integer", "Values that are not null; `count(1)` and `count(*)` count rows.", IsAggregate: true),
        new("count_distinct", 1, 1, "count_distinct(x): integer", "Different values; also `count(DISTINCT x)`.", IsAggregate: true),
        new("sum", 1, 1, "sum(x): number", "The sum; a truth value counts 1 or 0.", IsAggregate: true),
        new("avg", 1, 1, "avg(x): number", "The mean; a truth value counts 1 or 0.", IsAggregate: true),
        new("min", 1, 1, "min(x)", "The smallest value; numbers come before texts.", IsAggregate: true),
        new("max", 1, 1, "max(x)", "The largest value; numbers win over texts.", IsAggregate: true),
        new("any_value", 1, 1, "any_value(x)", "Some value of the group.", IsAggregate: true),
        new("percentile", 2, 2, "percentile(x, p): number", "The value below which the fraction p (0 to 1) of the values lies.", IsAggregate: true),
    ];

    private static readonly FrozenDictionary<string, QueryFunction> ByName = All.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a function by its name in any case.</summary>
    public static QueryFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
