using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Traces;

public sealed class SpanFieldTests : TraceTestBase
{
    private static string Large { get; } = JsonSerializer.Serialize(string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i} ")));

    [Theory]
    [InlineData("""{ "a" : 12345678901234567890.10 , "a": "é" }""")]
    [InlineData("\"text\"")]
    [InlineData("0")]
    [InlineData("[]")]
    public async Task A_field_comes_as_the_bytes_that_the_row_has(string json)
    {
        await Rows.InsertAsync(Span("a", null, $"{{\"input\":{json}}}"));

        Assert.Equal(json, await Traces.FieldAsync("input", "a"));
        Assert.Equal("null", await Traces.FieldAsync("output", "a"));
    }

    [Fact]
    public async Task A_large_field_comes_as_the_bytes_that_the_row_has()
    {
        await Rows.InsertAsync(Span("a", null, $"{{\"output\":{Large},\"metadata\":{{\"text\":{Large}}}}}"));

        Assert.Equal(Large, await Traces.FieldAsync("output", "a"));
        Assert.Equal($"{{\"text\":{Large}}}", await Traces.FieldAsync("metadata", "a"));
    }

    [Fact]
    public async Task Every_field_of_the_kind_can_be_read()
    {
        string[] fields = ["input", "output", "expected", "error", "scores", "metadata", "metrics", "tags", "span_attributes", "context", "origin"];
        var values = fields.Select((name, i) => name == "tags" ? "\"tags\":[\"x\"]" : $"\"{name}\":{{\"n\":{i} }}");
        await Rows.InsertAsync(Span("a", null, $"{{{string.Join(',', values)}}}"));

        foreach (var (name, i) in fields.Select((name, i) => (name, i)))
        {
            Assert.Equal(name == "tags" ? "[\"x\"]" : $$"""{"n":{{i}} }""", await Traces.FieldAsync(name, "a"));
        }
    }

    [Theory]
    [InlineData(0L, 9L)]
    [InlineData(100_000L, 100_063L)]
    [InlineData(5L, null)]
    [InlineData(null, 20L)]
    [InlineData(100L, 10_000_000L)]
    public async Task Ranges_are_honoured_wherever_the_value_lies(long? from, long? to)
    {
        const string Small = "\"0123456789012345678901234567890123456789\"";
        await Rows.InsertAsync(Span("a", null, $"{{\"input\":{Small},\"output\":{Large}}}"));
        foreach (var (field, whole) in new[] { ("input", Small), ("output", Large) })
        {
            var response = await Traces.GetFieldAsync(field, "a", range: new RangeHeaderValue(from, to));
            if (from >= whole.Length)
            {
                Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
                Assert.Equal(whole.Length, response.Content.Headers.ContentRange!.Length);
                continue;
            }

            var start = (int)(from ?? whole.Length - to!.Value);
            var end = (int)Math.Min(from is null || to is null ? whole.Length - 1 : to.Value, whole.Length - 1);
            Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
            Assert.Equal((start, end, whole.Length), (response.Content.Headers.ContentRange!.From, response.Content.Headers.ContentRange.To, response.Content.Headers.ContentRange.Length));
            Assert.Equal(whole[start..(end + 1)], await response.Content.ReadAsStringAsync(Token));
        }
    }

    [Fact]
    public async Task The_size_can_be_asked_for_without_the_value()
    {
        await Rows.InsertAsync(Span("a", null, $"{{\"output\":{Large}}}"));

        var response = await Traces.GetFieldAsync("output", "a", method: HttpMethod.Head);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Large.Length, response.Content.Headers.ContentLength);
        Assert.Contains("bytes", response.Headers.AcceptRanges);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_field_that_still_holds_is_not_sent_again_until_the_row_changes()
    {
        await Rows.InsertAsync(Span("a", null, $"{{\"output\":{Large}}}"));
        var tag = (await Traces.GetFieldAsync("output", "a")).Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, (await Traces.GetFieldAsync("output", "a", tag: tag)).StatusCode);
        await Rows.InsertAsync("""{"id":"a","_is_merge":true,"output":"small now"}""");
        var changed = await Traces.GetFieldAsync("output", "a", tag: tag);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal("\"small now\"", await changed.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_value_outlives_merges_settling_and_erasure_of_others()
    {
        await Rows.InsertAsync(Span("a", null, $"{{\"input\":{Large}}}"), Span("b", null, $"{{\"input\":{Large}}}"));
        await Rows.InsertAsync("""{"id":"a","_is_merge":true,"output":1}""", """{"id":"b","_object_delete":true}""");
        await Server.Store.CompactAsync(Token);

        Assert.Equal(Large, await Traces.FieldAsync("input", "a"));
        Assert.Equal(HttpStatusCode.NotFound, (await Traces.GetFieldAsync("input", "b")).StatusCode);
    }

    [Theory]
    [InlineData("input", "", HttpStatusCode.BadRequest)]
    [InlineData("input", "nobody", HttpStatusCode.NotFound)]
    [InlineData("inputs", "a", HttpStatusCode.NotFound)]
    [InlineData("id", "a", HttpStatusCode.NotFound)]
    [InlineData("extra", "a", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_told_so(string field, string id, HttpStatusCode status)
    {
        await Rows.InsertAsync(Span("a", null));

        var response = await Traces.GetFieldAsync(field, id);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_dataset_has_the_fields_of_datasets()
    {
        var dataset = Server.Objects.Add(ObjectKind.Dataset, People.Acme);
        await new RowsOf(Server, dataset).InsertAsync($$"""{"id":"a","input":{{Large}},"expected":2}""");
        var routes = new TraceRoutes(Server, dataset);

        Assert.Equal(Large, await routes.FieldAsync("input", "a"));
        Assert.Equal(HttpStatusCode.NotFound, (await routes.GetFieldAsync("output", "a")).StatusCode);
    }

    [Fact]
    public async Task Nobody_reads_fields_of_another_organization_or_of_an_object_that_is_hidden()
    {
        await Rows.InsertAsync(Span("a", null, $"{{\"input\":{Large}}}"));
        var hidden = Server.Objects.Add(ObjectKind.Experiment, People.Acme);
        await new RowsOf(Server, hidden).InsertAsync(Span("a", null, "{\"input\":1}"));
        Server.Objects.Hide(People.Ada, hidden);

        Assert.Equal(HttpStatusCode.Forbidden, (await Traces.GetFieldAsync("input", "a", People.Stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await new TraceRoutes(Server, hidden).GetFieldAsync("input", "a")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Traces.GetFieldAsync("input", "a", People.Viewer)).StatusCode);
    }
}
