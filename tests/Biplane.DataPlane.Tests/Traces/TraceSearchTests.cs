using System.Net;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Traces;

public sealed class TraceSearchTests : TraceTestBase
{
    [Fact]
    public async Task Words_are_found_in_every_field_with_the_byte_at_which_they_stand()
    {
        await Rows.InsertAsync(
            Span("in", null, """{"input":"the Refund window"}"""),
            Span("out", "in", """{"output":{"é":"a refund"}}"""),
            Span("both", "in", """{"expected":["refund"],"metadata":{"refund":1}}"""),
            Span("error", "in", "{\"error\":\"no refund\"}"),
            Span("name", "in", """{"span_attributes":{"name":"refund order"}}"""),
            Span("part", "in", "{\"input\":\"refunds\"}"),
            """{"id":"elsewhere","root_span_id":"u","input":"refund"}""");

        Assert.Equal(
            ["""in {"input":5}""", """out {"output":9}""", """both {"expected":2,"metadata":2}""", """error {"error":4}""", """name {"span_attributes":9}"""],
            await Traces.SearchAsync("t", "REFUND"));
    }

    [Theory]
    [InlineData("refund closed", "a")]
    [InlineData("\"window closed\"", "a")]
    [InlineData("\"closed window\"", "")]
    [InlineData("clos", "")]
    [InlineData("...", "")]
    public async Task Words_mean_what_they_mean_to_a_search_over_rows(string words, string found)
    {
        await Rows.InsertAsync(Span("a", null, "{\"input\":\"refund window closed\"}"), Span("b", "a", "{\"input\":\"refund\",\"output\":\"closed\"}"));

        var hits = (await Traces.SearchAsync("t", words)).Select(hit => hit.Split(' ')[0]).ToList();
        var rows = (await Rows.QueryAsync("id", $" | filter: search('{words}') and root_span_id = 't'")).GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString());

        Assert.Equal(found.Length == 0 ? [] : [found], hits);
        Assert.Equal(rows, hits);
    }

    [Theory]
    [InlineData("FUND WIN", """a {"input":3}""")]
    [InlineData("50%_", """b {"output":1}""")]
    [InlineData("\n\"q\"", """c {"input":2}""")]
    [InlineData("é", """d {"output":6}""")]
    [InlineData("nothing", null)]
    public async Task Letters_are_found_anywhere_in_a_text(string text, string? hit)
    {
        await Rows.InsertAsync(
            Span("a", null, "{\"input\":\"refund window\"}"),
            Span("b", "a", "{\"output\":\"50%_ 500 x\"}"),
            Span("c", "a", """{"input":"x\n\"q\""}"""),
            Span("d", "a", """{"output":{"k":"é"}}"""));

        Assert.Equal(hit is null ? [] : [hit], await Traces.SearchAsync("t", text, "text"));
    }

    [Fact]
    public async Task A_text_with_other_escapes_than_it_is_looked_for_with_is_found_in_its_field()
    {
        await Rows.InsertAsync(Span("a", null, """{"input":"caf\u00e9"}"""));

        Assert.Equal(["""a {"input":0}"""], await Traces.SearchAsync("t", "fé", "text"));
        Assert.Equal(["""a {"input":1}"""], await Traces.SearchAsync("t", "café"));
    }

    [Theory]
    [InlineData("words")]
    [InlineData("text")]
    public async Task Large_values_are_searched_and_the_place_leads_into_them(string mode)
    {
        var text = JsonSerializer.Serialize(string.Concat(Enumerable.Repeat("hay \n", 40_000)) + "needle" + new string('.', 1_000));
        await Rows.InsertAsync(Span("a", null, $"{{\"input\":{text}}}"), Span("b", "a", $"{{\"output\":{{\"t\":{text}}}}}"), Span("c", "a", "{\"input\":\"hay\"}"));
        var place = text.IndexOf("needle", StringComparison.Ordinal);

        Assert.Equal([$$"""a {"input":{{place}}}""", $$"""b {"output":{{place + 5}}}"""], await Traces.SearchAsync("t", "Needle", mode));
        Assert.Equal("needle", await Traces.FieldAsync("input", "a", new(place, place + 5)));
    }

    [Fact]
    public async Task More_hits_than_the_limit_are_said_to_be_more()
    {
        await Rows.InsertAsync([.. Enumerable.Range(0, 5).Select(i => Span($"s{i}", null, "{\"input\":\"same\"}"))]);

        var answer = await Server.PostJsonAsync($"/v1/project_logs/{Logs.Id}/trace/search", """{"root_span_id":"t","query":"same","limit":3}""");

        Assert.Equal(3, answer.GetProperty("hits").GetArrayLength());
        Assert.False(answer.GetProperty("is_complete").GetBoolean());
    }

    [Fact]
    public async Task Deleted_spans_are_not_found_and_merged_ones_are_found_as_they_are_now()
    {
        await Rows.InsertAsync(Span("a", null, "{\"input\":\"old word\"}"), Span("b", "a", "{\"input\":\"old word\"}"));
        await Rows.InsertAsync("""{"id":"a","_is_merge":true,"input":"new word"}""", """{"id":"b","_object_delete":true}""");

        Assert.Empty(await Traces.SearchAsync("t", "old"));
        Assert.Single(await Traces.SearchAsync("t", "new"));
    }

    [Theory]
    [InlineData("[", "JSON")]
    [InlineData("{}", "root_span_id")]
    [InlineData("""{"root_span_id":"t"}""", "query")]
    [InlineData("""{"root_span_id":"t","query":""}""", "query")]
    [InlineData("""{"root_span_id":"t","query":7}""", "query")]
    [InlineData("""{"root_span_id":"t","query":"x","mode":"fuzzy"}""", "mode")]
    [InlineData("""{"root_span_id":"t","query":"x","limit":0}""", "limit")]
    [InlineData("""{"root_span_id":"t","query":"x","limit":10001}""", "limit")]
    public async Task What_cannot_be_understood_is_a_400_that_names_it(string body, string name)
    {
        var response = await Traces.PostSearchAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(name, await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_is_too_long_is_refused_without_being_repeated()
    {
        var response = await Traces.PostSearchAsync(JsonSerializer.Serialize(new { root_span_id = "t", query = new string('s', 1_001) }));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("sss", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_searches_another_organization_or_an_object_that_is_hidden()
    {
        await Rows.InsertAsync(Span("a", null, "{\"input\":\"secret\"}"));
        var hidden = Server.Objects.Add(ObjectKind.Experiment, People.Acme);
        Server.Objects.Hide(People.Ada, hidden);
        const string Body = """{"root_span_id":"t","query":"secret"}""";

        Assert.Equal(HttpStatusCode.Forbidden, (await Traces.PostSearchAsync(Body, People.Stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await new TraceRoutes(Server, hidden).PostSearchAsync(Body)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Traces.PostSearchAsync(Body, People.Viewer)).StatusCode);
    }
}
