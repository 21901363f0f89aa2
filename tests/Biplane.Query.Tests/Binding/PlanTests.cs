using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query.Planning;
using Biplane.Query.Sources;
using Biplane.Query.Syntax;
using Xunit;

namespace Biplane.Query.Tests.Binding;

public sealed class PlanTests
{
    private static readonly DateTime Now = new(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Id = Guid.Parse("11111111-1111-4111-8111-111111111111");

    [Fact]
    public void A_plain_query_is_a_page_of_a_thousand_newest_rows()
    {
        var plan = Compile($"from: dataset('{Id}')");

        Assert.Equal([new ObjectRef(ObjectKind.Dataset, Id)], plan.Sources);
        Assert.True(plan is { IsPaged: true, IsDescending: true, Limit: 1000, Shape: QueryShape.Spans, PreviewLength: null });
        Assert.Equal([.. EventColumns.Of(ObjectKind.Dataset).Where(c => !c.IsInExtra).Select(c => c.Name), "extra", "_place"], plan.Columns.Select(c => c.Name));
    }

    [Fact]
    public void Types_of_columns_are_told()
    {
        var plan = Compile($"SELECT max(_xact_id) AS version, count(*) AS count, avg(scores.a) AS mean, metadata.model FROM experiment('{Id}') GROUP BY metadata.model");

        Assert.Equal([ColumnType.TransactionId, ColumnType.Integer, ColumnType.Number, ColumnType.Json], plan.Columns.Select(c => c.Type));
        Assert.False(plan.IsPaged);
        Assert.Null(plan.Limit);
    }

    [Fact]
    public void A_name_is_looked_up_by_the_caller()
    {
        var request = QueryRequest.FromText("SELECT id FROM project_logs('bt') LIMIT 2", Now);

        var reference = new SourceReference(SourceLookup.Name, ObjectKind.ProjectLogs, "bt");
        Assert.Equal([reference], QueryPipeline.Parse(request).References);
        var compiled = QueryPipeline.Compile(request with { Objects = new Dictionary<SourceReference, IReadOnlyList<Guid>> { [reference] = [Id] } });
        Assert.Equal(Id, compiled.Plan!.Sources[0].Id);
    }

    [Fact]
    public void Old_versions_are_read_only_where_they_are_kept()
    {
        var version = TransactionId.From(1_768_000_000, 1);
        var latest = TransactionId.From(1_768_000_001, 0);
        QueryCompilation At(string source, TransactionId at) =>
            QueryPipeline.Compile(QueryRequest.FromText($"from: {source}('{Id}')", Now) with { Version = at, LatestTransaction = latest });

        Assert.Equal(version, At("dataset", version).Plan!.Version);
        Assert.Contains("are not kept", At("experiment", version).Errors.Single().Message, StringComparison.Ordinal);
        Assert.NotNull(At("experiment", latest).Plan);
    }

    [Fact]
    public void Days_start_at_local_midnight()
    {
        var query = $"measures: count(1) as n | dimensions: day(created) as d | from: dataset('{Id}')";

        Assert.NotEqual(
            QueryPipeline.Compile(QueryRequest.FromText(query, Now)).Plan!.Grouping,
            QueryPipeline.Compile(QueryRequest.FromText(query, Now) with { TimeZoneOffsetMinutes = 480 }).Plan!.Grouping);
    }

    [Fact]
    public void The_same_question_is_the_same_plan() =>
        Assert.Equal(
            Compile($"SELECT id FROM dataset('{Id}') WHERE metadata.a = 1 AND id IN ('x')"),
            Compile($"select: id | from: dataset('{Id}') | filter: metadata.a = 1 and id in ['x']"));

    [Fact]
    public void A_query_from_code_is_a_query_like_any_other()
    {
        var query = QueryBuilder.From(new ObjectRef(ObjectKind.Experiment, Id))
            .Shape(QueryShape.Summary)
            .Dimension(Q.Path("metadata", "model"), "model")
            .Measure(Q.Call("avg", Q.Path("scores", "a")), "mean")
            .Where(Q.Equal("root_span_id", "it's"))
            .Build();

        Assert.Equal(
            Compile($"dimensions: metadata.model as model | measures: avg(scores.a) as mean | from: experiment('{Id}') summary | filter: root_span_id = 'it''s'"),
            QueryPipeline.Compile(QueryRequest.FromSyntax(query, Now)).Plan);
    }

    private static QueryPlan Compile(string text)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromText(text, Now));
        Assert.Empty(compiled.Errors);
        return compiled.Plan!;
    }
}
