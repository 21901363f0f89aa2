using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Storage.DuckDb.Sql;
using Biplane.Storage.Sql;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Pages, cursors and what a star gives.</summary>
public sealed class PageTests : IDisposable
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, RowTable.ProjectId);
    private readonly RowTable _table = new();

    public PageTests()
    {
        Array.ForEach(CursorWalk.Rows, row => _table.Add(row));
    }

    [Theory]
    [MemberData(nameof(CursorWalk.Ways), MemberType = typeof(CursorWalk))]
    public void Cursors_walk_every_row_once(bool isDescending, QueryShape shape, int limit) =>
        CursorWalk.AssertEachRowOnce(isDescending, shape, limit, plan => (_table.Run(plan), _table.LastPlace(plan)));

    [Fact]
    public void An_engine_may_choose_the_traces_of_a_page_itself()
    {
        var plan = Compile(QueryBuilder.From(Logs).Shape(QueryShape.Traces).Limit(2).Build());
        Assert.True(PlanSql.IsTraceScan(plan));
        const string places = "(SELECT root_key, max(pagination_key) AS _place FROM rows WHERE root_span_id = 't3' GROUP BY root_key)";

        var rows = _table.Run(plan, new TracePage(places, "(SELECT * FROM rows WHERE root_span_id = 't3' AND is_root)"));

        Assert.Equal(["r23", "r13", "r3"], rows.Select(row => (string)row["id"]!));
    }

    [Fact]
    public void A_walk_over_rows_is_told_in_parts()
    {
        var plan = Compile(QueryBuilder.From(Logs).Select(Q.Path("id")).Where(Q.Text("input > 25")).Limit(2).Build());

        Assert.True(PlanSql.IsRowScan(plan));
        Assert.Equal([Math.BitIncrement(25d), double.MaxValue], PlanSql.Filter(plan).Parameters);
        Assert.Equal("id AS _c0, pagination_key AS _c1", PlanSql.Projection(plan).Text);
        Assert.True(plan.Columns[^1].IsHidden);
    }

    [Theory]
    [InlineData("sort: created desc")]
    [InlineData("measures: count(1) as n")]
    public void An_answer_in_another_order_is_no_walk(string clause)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromText($"from: project_logs('{RowTable.ProjectId}') | {clause}", default));

        Assert.False(PlanSql.IsRowScan(compiled.Plan!));
        Assert.DoesNotContain(compiled.Plan!.Columns, column => column.IsHidden);
    }

    [Fact]
    public void A_star_gives_every_column_of_the_kind_and_the_fields_without_one()
    {
        _table.Add(new JsonObject { ["id"] = "odd", ["my_field"] = "kept" });

        var row = _table.Run(Compile(QueryBuilder.From(Logs).Where(Q.Equal("id", "odd")).Build())).Single();

        Assert.Equal("kept", (string)row["my_field"]!);
        Assert.Equal("g", (string)row["log_id"]!);
        Assert.Equal("""[{"_xact_id":"1000080592252961798","audit_data":{"action":"upsert"},"metadata":{},"source":"api"}]""", row["audit_data"]!.ToJsonString());
        Assert.All(EventColumns.Of(ObjectKind.ProjectLogs).Where(c => !c.IsInExtra), column => Assert.True(row.ContainsKey(column.Name), column.Name));
    }

    [Fact]
    public void Prompts_find_their_fields_though_none_has_a_column()
    {
        var functions = new ObjectRef(ObjectKind.ProjectFunctions, RowTable.ProjectId);
        _table.Add(new JsonObject { ["id"] = "p1", ["slug"] = "hi", ["function_type"] = "scorer", ["prompt_data"] = new JsonObject { ["a"] = 1 } }, functions);
        _table.Add(new JsonObject { ["id"] = "p2", ["slug"] = "other" }, functions);

        var plan = QueryPipeline.Compile(QueryRequest.FromText($"SELECT * FROM project_functions('{RowTable.ProjectId}') WHERE slug = 'hi' AND function_type = 'scorer' AND prompt_data.a = 1", default)).Plan!;
        var row = _table.Run(plan).Single();

        Assert.Equal("hi", (string)row["slug"]!);
        Assert.Equal("p", (string)row["log_id"]!);
    }

    [Fact]
    public void Rows_of_several_objects_are_one_answer()
    {
        var first = new ObjectRef(ObjectKind.Experiment, Guid.Parse("33333333-3333-4333-8333-333333333333"));
        var second = new ObjectRef(ObjectKind.Experiment, Guid.Parse("44444444-4444-4444-8444-444444444444"));
        _table.Add(new JsonObject { ["id"] = "same" }, first);
        _table.Add(new JsonObject { ["id"] = "same" }, second);

        var plan = QueryPipeline.Compile(QueryRequest.FromText($"select: id, experiment_id\nfrom: experiment('{first.Id}', '{second.Id}') spans\nsort: _pagination_key asc", default)).Plan!;

        Assert.Equal([first.Id.ToString(), second.Id.ToString()], _table.Run(plan).Select(row => (string)row["experiment_id"]!));
    }

    public void Dispose() => _table.Dispose();

    private static QueryPlan Compile(QuerySyntax query)
    {
        var compiled = QueryPipeline.Compile(QueryRequest.FromSyntax(query, default));
        Assert.Empty(compiled.Errors);
        return compiled.Plan!;
    }
}
