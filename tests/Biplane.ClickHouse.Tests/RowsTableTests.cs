using System.Text.Json.Nodes;
using Biplane.Model.Rows;
using Biplane.Query;
using Biplane.Query.Syntax;
using Biplane.Storage.ClickHouse.Sql;
using Biplane.Storage.Tests.DuckDb.Sql;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>What the table keeps of the versions of rows, and how it is walked.</summary>
public sealed class RowsTableTests(ClickHouseEngine engine)
{
    private static readonly string Query = $"select: * | from: project_logs('{CaseRows.ProjectId}')";

    [Theory]
    [MemberData(nameof(CursorWalk.Ways), MemberType = typeof(CursorWalk))]
    public void Cursors_walk_every_row_once(bool isDescending, QueryShape shape, int limit)
    {
        engine.Fill(ModelRows.OfProject(CursorWalk.Rows.Select(row => row.ToJsonString())));

        CursorWalk.AssertEachRowOnce(isDescending, shape, limit, plan =>
        {
            var place = 0UL;
            var cursor = engine.Ask(PlanSql.Emit(plan), plan.Columns);
            while (cursor.Read())
            {
                place = cursor.GetUInt64(plan.Columns.Count - 1);
            }

            return (engine.Run(plan), place);
        });
    }

    [Fact]
    public void The_newest_version_of_a_row_counts()
    {
        engine.Fill(ModelRows.OfProject(["""{"id":"a","input":"first"}""", """{"id":"b","input":"other"}"""]));
        engine.Add([Later("a", "second")], isDeleted: false);

        Assert.Equal(["other", "second"], Run().Select(row => (string)row["input"]!));
    }

    [Fact]
    public void A_tombstone_hides_its_row()
    {
        engine.Fill(ModelRows.OfProject(["""{"id":"a","input":"first"}""", """{"id":"b","input":"other"}"""]));
        engine.Add([Later("a", "gone")], isDeleted: true);

        Assert.Equal(["other"], Run().Select(row => (string)row["input"]!));
    }

    [Fact]
    public void Json_comes_back_as_the_text_that_came()
    {
        const string Json = """{"a" : 1.50, "b":[1e3, 12345678901234567890], "ü\u00fc":"\/", "a":2}""";
        engine.Fill(ModelRows.OfProject([$$"""{"id":"a","metadata":{{Json}}}"""]));

        var plan = QueryPipeline.Compile(QueryRequest.FromText(Query, default)).Plan!;
        var cursor = engine.Ask(PlanSql.Emit(plan), plan.Columns);
        Assert.True(cursor.Read());

        Assert.Equal(Json, System.Text.Encoding.UTF8.GetString(cursor.GetUtf8(plan.Columns.ToList().FindIndex(column => column.Name == "metadata"))));
    }

    [Theory]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1e400")]
    public void A_number_beyond_64_bits_hides_the_members_of_its_value_and_nothing_else(string number)
    {
        engine.Fill(ModelRows.OfProject([$$"""{"id":"odd","metadata":{"a":1,"big":{{number}}},"input":1}""", """{"id":"plain","metadata":{"a":1},"input":1}"""]));

        Assert.Equal(["plain"], Ids("metadata.a = 1"));
        Assert.Equal(["odd"], Ids("metadata.a is null"));
        Assert.Equal(["plain", "odd"], Ids("metadata is not null and input = 1 and metadata like '%\"a\":1%'"));
        Assert.Equal(["plain", "odd"], Ids("metadata match 'a 1'"));
        Assert.Equal("{\"a\":1", (string)Run("preview_length: 6").Single(row => (string)row["id"]! == "odd")["metadata"]!);
    }

    // A write of the first row, after all rows.
    private static (RowState State, ulong Key) Later(string id, string input)
    {
        var states = ModelRows.OfProject([.. Enumerable.Range(0, 10).Select(_ => $$"""{"id":"{{id}}","input":"{{input}}"}""")]);
        states[^1].State.PaginationKey = states[0].State.PaginationKey;
        return states[^1];
    }

    private IEnumerable<string> Ids(string filter) => Run("filter: " + filter).Select(row => (string)row["id"]!);

    private IReadOnlyList<JsonObject> Run(string clause = "limit: 100") =>
        engine.Run(QueryPipeline.Compile(QueryRequest.FromText($"{Query} | {clause}", default)).Plan!);
}
