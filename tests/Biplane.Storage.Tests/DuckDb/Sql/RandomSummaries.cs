using Biplane.Query;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
using Biplane.Query.Tests.Syntax;
using CsCheck;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Random queries over whole traces.</summary>
internal static class RandomSummaries
{
    private static readonly string[] Metrics =
    [
        "prompt_tokens", "completion_tokens", "prompt_cached_tokens", "prompt_cache_creation_tokens", "total_tokens", "estimated_cost", "llm_calls", "tool_calls", "errors", "llm_errors", "tool_errors",
        "start", "end", "duration", "llm_duration", "time_to_first_token",
    ];

    // What is grouped and sorted by: not costs, whose last digits depend on the order in which they are added up.
    private static readonly string[] Keys =
    [
        .. Metrics.Where(name => name != "estimated_cost").Select(name => "metrics." + name), "metrics.tokens", "metrics.of_mine", "scores.a", "scores.b", "scores.\"x/y~z\"", "span_type_info.cached", "span_attributes.has_error",
        "span_attributes.type", "span_type_info.purpose", "total_tokens()", "duration", "latency", "is_root", "id", "root_span_id", "metadata.model", "metadata.a", "error", "tags", "input", "name", "created", "day(created)",
        "scores.a > 1", "metrics.errors / metrics.llm_calls", "span_attributes.cached ? 'cached' : metadata.model", "metrics.llm_calls = 0 ? null : metrics.total_tokens", "len(tags)",
    ];

    private static readonly string[] Values = [.. Keys, "metrics", "scores", "span_attributes", "span_type_info", "metrics.estimated_cost", "estimated_cost()", "output", "expected", "metadata", "metadata.b", "span_parents"];

    private static readonly string[] Aggregates =
    [
        .. Metrics.Select(name => $"sum(metrics.{name})"), "count(1)", "avg(scores.a)", "max(scores.b)", "min(metrics.duration)", "avg(estimated_cost())", "sum(span_type_info.has_error)", "count(metrics.time_to_first_token)",
        "count_distinct(span_attributes.type)", "percentile(metrics.llm_duration, 0.5)", "max(created)", "avg(duration)", "sum(total_tokens())", "avg(metrics.llm_calls > 0 ? 1 : 0)",
    ];

    private static readonly string[] Conditions =
    [
        "avg(scores.a) > 1", "scores.a is null", "metrics.errors > 0", "span_type_info.has_error", "not span_attributes.cached", "metrics.llm_calls >= 1 and scores.a is not null", "max(metrics.duration) < 5", "duration > 1", "total_tokens() > 1000",
        "metrics.time_to_first_token is null", "metrics.tool_errors != 1", "is_root", "error is not null", "metadata.model match 'gpt'", "estimated_cost() > 0", "metrics.start < 3 or metrics.end is null", "span_attributes.type = 'llm'", "sum(metrics.total_tokens) <= 5000",
        "metrics.tokens is not null", "created > '2000-01-01'",
    ];

    private static readonly Gen<Expression> OfSpans = Gen.OneOf(RandomExpressions.Condition(1), RandomTimes.Condition);

    private static readonly Gen<Expression?> Filter = Gen.Select(OfSpans, OfSpans, Gen.Int[0, 6]).Select((a, b, form) => form switch
    {
        0 or 1 => null,
        2 => Q.Call("any_span", a),
        3 => And(Q.Call("any_span", a), Q.Call("any_span", b)),
        4 => And(a, Q.Call("filter_spans", b)),
        5 => And(new UnaryExpression(UnaryOperator.Not, Q.Call("any_span", a)), b),
        _ => (Expression?)a,
    });

    private static readonly Gen<Expression?> Having = Gen.OneOf(Gen.Const((Expression?)null), Of(Conditions).Select(c => (Expression?)c), RandomTimes.Condition.Select(c => (Expression?)c));

    /// <summary>Rows, each a trace.</summary>
    public static Gen<QuerySyntax> Rows { get; } =
        Gen.Select(Gen.OneOf(Of(Values), Of(Values), RandomTimes.Value).Array[1, 4], Filter, Having, Gen.Select(Of(Keys), Gen.Bool).Array[0, 2], Gen.Int[0, 20], OneOf<int?>(null, null, -1, 0, 3, 10, 200)).Select((items, filter, having, sort, limit, preview) => new QuerySyntax
        {
            Select = Named(items, "c"),
            From = From,
            Filter = filter,
            FinalFilter = having,
            Sort = limit == 7 ? [new SortItem(Q.Path("_pagination_key"), false)] : [.. sort.Select(s => new SortItem(s.Item1, s.Item2))],
            Limit = limit,
            PreviewLength = preview,
        });

    // Clauses that add columns and scores.
    private static Gen<QuerySyntax> Composed => Gen.Select(Rows, Of(Values), Of(["input", "metadata.a", "scores.total", "coalesce(metadata.model, id)"])).Select((query, custom, key) => query with
    {
        Select = [.. query.Select, new SelectItem(Q.Path("scores"), "s"), new SelectItem(Q.Path("scores", "total"), "t")],
        CustomColumns = [new SelectItem(custom, "custom")],
        ComparisonKey = key,
        WeightedScores = [new SelectItem(Q.Text("scores.a * 2 + coalesce(scores.b, 0)"), "total"), new SelectItem(Q.Text("scores.b / 4"), "b")],
    });

    private static Gen<QuerySyntax> Groups => Gen.Select(Of(Keys).Array[0, 2], Of(Aggregates).Array[1, 4], Filter, Gen.Bool).Select((keys, measures, filter, hasHaving) => new QuerySyntax
    {
        Dimensions = Named(keys, "k"),
        Measures = Named(measures, "m"),
        From = From,
        Filter = filter,
        FinalFilter = hasHaving ? Q.Text("count(1) > 1") : null,
    });

    private static Gen<QuerySyntax> Distinct => Gen.Select(Of(Keys).Array[1, 2], Filter).Select((items, filter) => new QuerySyntax { IsDistinct = true, Select = Named(items, "c"), From = From, Filter = filter, PreviewLength = -1 });

    private static Gen<QuerySyntax> Unpivoted => Gen.Select(Filter, Gen.Bool, Gen.Int[1, 20], Gen.Bool).Select((filter, isObject, limit, isSorted) => new QuerySyntax
    {
        Select = [new SelectItem(Q.Path("root_span_id")), .. isObject ? new[] { new SelectItem(Q.Path("name_")) } : [], new SelectItem(Q.Path("value_"))],
        Unpivot = [isObject ? new UnpivotItem(Q.Path("scores"), "name_", "value_") : new UnpivotItem(Q.Path("tags"), null, "value_")],
        From = From,
        Filter = filter,
        Sort = isSorted ? [new SortItem(Q.Path("value_"), false), .. isObject ? new[] { new SortItem(Q.Path("name_"), true) } : []] : [],
        Limit = limit,
    });

    private static Gen<QuerySyntax> Sampled => Gen.Select(Gen.OneOf(Rows, Groups), Gen.Int[0, 20], Gen.Bool).Select((query, value, isRate) => query with { Sample = new SampleClause(isRate ? value * 5 : value, isRate, Seed: value) });

    private static Gen<QuerySyntax> Nested => Gen.Select(Gen.OneOf(Rows, Groups), Gen.Bool).Select((inner, isGrouped) =>
    {
        var column = inner.Select.Count > 0 ? "c0" : "m0";
        var outer = new QuerySyntax { From = new FromClause(string.Empty, []) { Subquery = inner, Alias = "t" } };
        return isGrouped ? outer with { Measures = [new SelectItem(Q.Call("count", Q.Path(column)), "n")] } : outer with { Select = [new SelectItem(Q.Path(column), "x")], Filter = Q.Text($"{column} is not null") };
    });

    /// <summary>Queries of every kind.</summary>
    public static Gen<QuerySyntax> Any => Gen.OneOf(Rows, Rows, Composed, Groups, Distinct, Unpivoted, Sampled, Nested);

    private static FromClause From => new("project_logs", [LiteralExpression.String(CaseRows.ProjectId.ToString("D"))], QueryShape.Summary);

    private static LogicalExpression And(Expression a, Expression b) => new(IsAnd: true, [a, b]);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Expression> Of(string[] texts) => OneOf(texts).Select(text => Q.Text(text));

    private static EquatableList<SelectItem> Named(Expression[] items, string prefix) => [.. items.Select((item, i) => new SelectItem(item, prefix + i.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
}
