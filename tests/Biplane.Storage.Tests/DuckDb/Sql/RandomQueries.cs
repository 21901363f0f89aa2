using Biplane.Query;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
using Biplane.Query.Tests.Syntax;
using CsCheck;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Random whole queries over random rows.</summary>
internal static class RandomQueries
{
    private static readonly string[] Values =
    [
        "input", "metadata.a", "metadata.b", "metadata.model", "scores.a", "tags", "span_attributes.type", "is_root", "id", "metadata.a + 1", "coalesce(metadata.b, 'none')",
        "lower(metadata.model)", "len(tags)", "scores.a > 1", "metadata.b ? 'yes' : metadata.a", "-scores.a",
        "upper(metadata.b)", "concat(id, metadata.model)", "round(scores.a, 0)", "abs(metadata.a)", "floor(scores.a) % 3", "ceil(metadata.b)", "least(scores.a, metadata.a)",
        "greatest(metadata.a, 'm')", "nullif(metadata.b, metadata.a)", "json_extract(metadata.model, 'a')", "byte_size(input)", "byte_size(tags)", "byte_size(metadata) > 20 ? metadata : null",
        "levenshtein(input, metadata.a)", "levenshtein(concat(metadata.model, 'é', id), metadata.b)", "levenshtein_similarity(metadata.model, 'gpt-4o')", "levenshtein_similarity(metadata.a, metadata.b)",
        "estimated_cost()", "estimated_cost_component('promptCacheCreation1hTokensCost')", "estimated_cost_component('promptUncachedTokensCost')",
        "to_number(json_extract(estimated_cost_breakdown(), 'promptCacheCreationTokens'))", "to_number(json_extract(estimated_cost_breakdown(), 'totalCost'))",
    ];

    private static readonly string[] Aggregates =
    [
        "count(1)", "count(metadata.a)", "count_distinct(metadata.b)", "sum(scores.a)", "avg(metadata.a)", "min(scores.a)", "max(metadata.b)", "percentile(metadata.a, 0.5)",
        "count(input) / count(1)", "sum(is_root)", "min(id)", "avg(levenshtein_similarity(metadata.a, metadata.b))", "max(estimated_cost())",
        "min(created)", "max(to_datetime(metadata.t))", "count_distinct(month(created))", "sum(created > '2000-01-01')", "max(to_string(hour(created)))",
    ];

    private static readonly Gen<Expression?> Filter = Gen.OneOf(
        Gen.Const((Expression?)null), RandomExpressions.Condition(1).Select(c => (Expression?)c), RandomTimes.Condition.Select(c => (Expression?)c));

    // Now and then a time.
    private static readonly Gen<Expression> Value = Gen.OneOf(Of(Values), Of(Values), RandomTimes.Value);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Expression> Of(string[] texts) => OneOf(texts).Select(text => Q.Text(text));

    private static Gen<QuerySyntax> Rows =>
        Gen.Select(Value.Array[1, 3], Filter, Gen.Select(Value, Gen.Bool).Array[0, 2], Gen.Int[0, 30], OneOf(QueryShape.Spans, QueryShape.Traces)).Select((items, filter, sort, limit, shape) => new QuerySyntax
        {
            Select = Named(items, "c"),
            From = Logs(shape),
            Filter = shape == QueryShape.Traces && filter is not null && limit % 2 == 0 ? Q.Call("any_span", filter) : filter,
            Sort = [.. sort.Select(s => new SortItem(s.Item1, s.Item2))],
            Limit = limit,
        });

    private static Gen<QuerySyntax> Groups =>
        Gen.Select(Value.Array[0, 2], Of(Aggregates).Array[1, 3], Filter, Gen.Bool, OneOf(QueryShape.Spans, QueryShape.Traces)).Select((keys, measures, filter, hasHaving, shape) => new QuerySyntax
        {
            Dimensions = Named(keys, "k"),
            Measures = Named(measures, "m"),
            From = Logs(shape),
            Filter = filter,
            FinalFilter = hasHaving ? Q.Text("count(1) > 1") : null,
        });

    private static Gen<QuerySyntax> Distinct => Gen.Select(Value.Array[1, 2], Filter).Select((items, filter) => new QuerySyntax { IsDistinct = true, Select = Named(items, "c"), From = Logs(), Filter = filter });

    private static Gen<QuerySyntax> Unpivoted => Gen.Select(Filter, Gen.Bool).Select((filter, isObject) => new QuerySyntax
    {
        Select = [new SelectItem(Q.Path("id")), .. isObject ? new[] { new SelectItem(Q.Path("name_")) } : [], new SelectItem(Q.Path("value_"))],
        Unpivot = [isObject ? new UnpivotItem(Q.Path("metadata"), "name_", "value_") : new UnpivotItem(Q.Path("tags"), null, "value_")],
        From = Logs(),
        Filter = filter,
    });

    private static Gen<QuerySyntax> Pivoted => Gen.Select(Value, Of(["metadata.model", "span_attributes.type", "metadata.b", "is_root", "day(created)"]), Of(Aggregates), Filter).Select((key, column, measure, filter) => new QuerySyntax
    {
        Dimensions = [new SelectItem(key, "k"), new SelectItem(column, "p")],
        Pivot = new PivotClause([new SelectItem(measure, "m")], null),
        From = Logs(),
        Filter = filter,
    });

    private static Gen<QuerySyntax> Sampled => Gen.Select(Rows, Gen.Int[0, 100], Gen.Bool).Select((query, value, isRate) =>
        query with { Sample = new SampleClause(value, isRate, Seed: value) });

    private static Gen<QuerySyntax> Nested => Gen.Select(Gen.OneOf(Rows, Groups, Distinct), Gen.Int[0, 3]).Select((inner, form) =>
    {
        var column = inner.Select.Count > 0 ? "c0" : "m0";
        var outer = new QuerySyntax { From = new FromClause(string.Empty, []) { Subquery = inner, Alias = "t" } };
        return form switch
        {
            0 => outer with { Select = [new SelectItem(Q.Path(column), "x")], Filter = Q.Text($"{column} is not null") },
            1 => outer with { Measures = [new SelectItem(Q.Call("count", Q.Path("t", column)), "n")] },
            2 => outer with { Dimensions = [new SelectItem(Q.Path(column), "x")], Measures = [new SelectItem(Q.Text("count(1)"), "n")] },
            _ => outer with { Select = [new SelectItem(Q.Star)], IsDistinct = true },
        };
    });

    /// <summary>Queries of every shape.</summary>
    public static Gen<QuerySyntax> Any => Gen.OneOf(Rows, Groups, Distinct, Unpivoted, Pivoted, Sampled, Nested, RandomSummaries.Any, RandomSummaries.Any);

    private static FromClause Logs(QueryShape? shape = null) => new("project_logs", [LiteralExpression.String(CaseRows.ProjectId.ToString("D"))], shape);

    private static EquatableList<SelectItem> Named(Expression[] items, string prefix) => [.. items.Select((item, i) => new SelectItem(item, prefix + i.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
}
