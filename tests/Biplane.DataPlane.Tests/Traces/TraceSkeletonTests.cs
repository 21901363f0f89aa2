using System.Net;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Traces;

public sealed class TraceSkeletonTests : TraceTestBase
{
    [Fact]
    public async Task Every_span_is_there_with_what_a_tree_shows_and_without_its_payload()
    {
        await Rows.InsertAsync(
            Span("root", null, """{"span_attributes":{"name":"run","type":"task"},"metrics":{"start":10.25,"end":14},"input":"question","scores":{"good":0.5}}"""),
            Span("call", "root", """{"span_attributes":{"name":"ask","type":"llm"},"metrics":{"start":11,"prompt_tokens":3,"completion_tokens":4,"estimated_cost":0.25},"error":"no","metadata":{"é":1}}"""),
            Span("again", "root", """{"span_attributes":{"name":"ask","type":"llm"},"metrics":{"start":12,"end":13,"tokens":5},"output":{"a":1},"expected":[1]}"""),
            """{"id":"other","root_span_id":"u","input":"another trace"}""");

        var answer = await Traces.SkeletonAsync("t");

        Assert.Equal(["root", "call", "again"], answer.Ids);
        Assert.Equal(new { Parent = (string?)null, Name = "run", Type = "task", Start = 10.25, End = 14.0 }, new { answer["root"].Parent, Name = answer["root"].Name!, Type = answer["root"].Type!, Start = answer["root"].Start!.Value, End = answer["root"].End!.Value });
        Assert.Equal(("#root", "ask", "llm", 7, 0.25, null), (answer["call"].Parent, answer["call"].Name, answer["call"].Type, answer["call"].Tokens, answer["call"].Cost, answer["call"].End));
        Assert.Equal([null, null, null, 4.0, 8.0], answer["call"].Bytes);
        Assert.Equal([null, 7.0, 3.0, null, null], answer["again"].Bytes);
        Assert.Equal("""{"good":0.5}""", answer["root"].Scores);
        Assert.Equal("""{"spans":3,"start":10.25,"end":14,"duration":3.75,"tokens":12,"cost":0.25,"errors":1}""", answer.Totals.GetRawText());
        Assert.Equal((3, true), (answer.Count, answer.IsComplete));
    }

    [Fact]
    public async Task Spans_with_nothing_in_them_are_spans_too()
    {
        await Rows.InsertAsync("""{"id":"bare","root_span_id":"t"}""", """{"id":"odd","root_span_id":"t","span_parents":["bare"],"span_attributes":{"name":7},"metrics":{"start":"soon","tokens":1e400},"scores":"high"}""");

        var answer = await Traces.SkeletonAsync("t");

        Assert.Equal((null, null, null, null), (answer["bare"].Name, answer["bare"].Type, answer["bare"].Start, answer["bare"].Tokens));
        Assert.Equal(("7", null, null), (answer["odd"].Name, answer["odd"].Start, answer["odd"].Tokens));
        Assert.Equal("\"high\"", answer["odd"].Scores);
    }

    [Fact]
    public async Task A_parent_that_comes_later_or_never_is_named_by_its_span_id()
    {
        await Rows.InsertAsync(Span("child", "late"), Span("orphan", "nobody"), Span("late", null), Span("self", "self"));

        var answer = await Traces.SkeletonAsync("t");

        Assert.Equal(["s-late", "s-nobody", null, "s-self"], answer.Spans.Select(span => span.Parent));
    }

    [Fact]
    public async Task Ids_may_be_any_text()
    {
        const string Odd = "a/b?c=d#e%2F ../\"q\" ümläut 😀";
        await Rows.InsertAsync(JsonSerializer.Serialize(new { id = Odd, span_id = Odd, root_span_id = Odd, input = 1 }));

        Assert.Equal([Odd], (await Traces.SkeletonAsync(Odd)).Ids);
        Assert.Equal("1", await Traces.FieldAsync("input", Odd));
        Assert.Single(await Traces.SearchAsync(Odd, "1"));
    }

    [Fact]
    public async Task Merged_spans_come_once_and_deleted_ones_not_at_all()
    {
        await Rows.InsertAsync(Span("a", null, "{\"metrics\":{\"start\":1}}"), Span("b", "a"), Span("c", "a"));
        await Rows.InsertAsync("""{"id":"a","_is_merge":true,"metrics":{"end":2},"output":"done"}""", """{"id":"c","_object_delete":true}""");

        var answer = await Traces.SkeletonAsync("t");

        Assert.Equal(["a", "b"], answer.Ids);
        Assert.Equal((1, 2, 6), (answer["a"].Start, answer["a"].End, answer["a"].Bytes[1]));
    }

    [Fact]
    public async Task A_growing_trace_gives_only_what_changed_since_a_version()
    {
        await Rows.InsertAsync(Span("a", null), Span("b", "a"));
        var first = await Traces.SkeletonAsync("t");
        await Rows.InsertAsync(Span("c", "b"), """{"id":"a","_is_merge":true,"output":"done"}""");

        var second = await Traces.SkeletonAsync("t", $"&after={first.Version}");
        var third = await Traces.SkeletonAsync("t", $"&after={second.Version}");

        Assert.Equal(["a", "c"], second.Ids);
        Assert.Equal("s-b", second["c"].Parent);
        Assert.Equal((3, 3), (second.Count, third.Count));
        Assert.Empty(third.Spans);
        Assert.Equal(second.Version, third.Version);
    }

    [Fact]
    public async Task A_deleted_span_shows_in_the_number_of_spans()
    {
        await Rows.InsertAsync(Span("a", null), Span("b", "a"), Span("c", "a"));
        var before = await Traces.SkeletonAsync("t");
        await Rows.InsertAsync("""{"id":"b","_object_delete":true}""");

        var after = await Traces.SkeletonAsync("t", $"&after={before.Version}");

        Assert.Empty(after.Spans);
        Assert.Equal(2, after.Count);
    }

    [Fact]
    public async Task An_answer_that_still_holds_is_not_sent_again()
    {
        await Rows.InsertAsync(Span("a", null), Span("b", "a"));
        var tag = (await Traces.GetSkeletonAsync("?root_span_id=t")).Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, (await Traces.GetSkeletonAsync("?root_span_id=t", tag: tag)).StatusCode);
        await Rows.InsertAsync("""{"id":"b","_object_delete":true}""");
        Assert.Equal(HttpStatusCode.OK, (await Traces.GetSkeletonAsync("?root_span_id=t", tag: tag)).StatusCode);
    }

    [Fact]
    public async Task A_cut_skeleton_says_so()
    {
        await Rows.InsertAsync([.. Enumerable.Range(0, 5).Select(i => Span($"s{i}", null))]);

        var cut = await Traces.SkeletonAsync("t", "&limit=3");
        var whole = await Traces.SkeletonAsync("t", "&limit=5");

        Assert.Equal((3, 5, false), (cut.Spans.Count, cut.Count, cut.IsComplete));
        Assert.True(whole.IsComplete);
    }

    [Fact]
    public async Task Spans_of_several_blocks_find_their_parents_across_them()
    {
        for (var i = 0; i < 20_000; i += 5_000)
        {
            await Rows.InsertAsync([.. Enumerable.Range(i, 5_000).Select(n => Span($"n{n}", n == 0 ? null : $"n{n / 3}", $$"""{"span_attributes":{"name":"step {{n % 5}}"} }"""))]);
        }

        var answer = await Traces.SkeletonAsync("t");

        Assert.Equal((20_000, 3), (answer.Spans.Count, answer.Blocks));
        Assert.All(Enumerable.Range(1, 19_999), n => Assert.Equal(($"#n{n / 3}", $"step {n % 5}"), (answer.Spans[n].Parent, answer.Spans[n].Name)));
    }

    [Theory]
    [InlineData("", "root_span_id")]
    [InlineData("?root_span_id=", "root_span_id")]
    [InlineData("?root_span_id=t&after=x", "after")]
    [InlineData("?root_span_id=t&limit=0", "limit")]
    [InlineData("?root_span_id=t&limit=500001", "limit")]
    public async Task What_cannot_be_understood_is_a_400_that_names_it(string query, string name)
    {
        var response = await Traces.GetSkeletonAsync(query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(name, await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_trace_is_a_404()
    {
        await Rows.InsertAsync(Span("a", null), """{"id":"a","_object_delete":true}""");

        Assert.Equal(HttpStatusCode.NotFound, (await Traces.GetSkeletonAsync("?root_span_id=t")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Traces.GetSkeletonAsync("?root_span_id=nowhere&after=1")).StatusCode);
    }

    [Fact]
    public async Task Nobody_reads_traces_of_another_organization_or_of_an_object_that_is_hidden()
    {
        await Rows.InsertAsync(Span("a", null));
        var hidden = Server.Objects.Add(ObjectKind.Experiment, People.Acme);
        await new RowsOf(Server, hidden).InsertAsync(Span("a", null));
        Server.Objects.Hide(People.Ada, hidden);

        Assert.Equal(HttpStatusCode.Forbidden, (await Traces.GetSkeletonAsync("?root_span_id=t", People.Stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Traces.GetSkeletonAsync("?root_span_id=t", People.Viewer)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await new TraceRoutes(Server, hidden).GetSkeletonAsync("?root_span_id=t")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await new TraceRoutes(Server, Logs with { Id = Guid.NewGuid() }).GetSkeletonAsync("?root_span_id=t")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Server.SendAsync(HttpMethod.Get, $"/v1/project_logs/{Logs.Id}/trace?root_span_id=t", null, caller: null)).StatusCode);
    }

    [Fact]
    public async Task A_trace_is_one_of_its_own_object_only()
    {
        await Rows.InsertAsync(Span("a", null));
        var other = Server.Objects.Add(ObjectKind.ProjectLogs, People.Acme);
        await new RowsOf(Server, other).InsertAsync(Span("b", null));

        Assert.Equal(["a"], (await Traces.SkeletonAsync("t")).Ids);
        Assert.Equal(["b"], (await new TraceRoutes(Server, other).SkeletonAsync("t")).Ids);
    }
}
