using System.Text.Json.Nodes;
using Biplane.Model.Rows;
using Xunit;

namespace Biplane.Model.Tests.Rows;

public sealed class EventMergeTests
{
    [Fact]
    public void A_plain_write_replaces_everything()
    {
        var state = Reading.Write("""{"id":"a","input":1,"output":2,"extra":3}""", """{"id":"a","input":9}""");

        Assert.Equal("9", state[EventField.Input].Text());
        Assert.Null(state[EventField.Output].Text());
        Assert.Null(state.Extra.Text());
    }

    [Fact]
    public void A_merge_goes_into_objects_and_replaces_the_rest()
    {
        var state = Reading.Write(
            """{"id":"a","metadata":{"x":{"y":1,"z":2},"list":[1,2]},"input":"i"}""",
            """{"id":"a","_is_merge":true,"metadata":{"x":{"y":9},"list":[3]},"output":"o"}""");

        Assert.Equal("""{"x":{"y":9,"z":2},"list":[3]}""", state[EventField.Metadata].Text());
        Assert.Equal("\"i\"", state[EventField.Input].Text());
        Assert.Equal("\"o\"", state[EventField.Output].Text());
    }

    [Fact]
    public void A_merge_path_stops_the_descent()
    {
        var state = Reading.Write(
            """{"id":"a","metadata":{"x":{"y":1,"z":2},"w":1}}""",
            """{"id":"a","_is_merge":true,"_merge_paths":[["metadata","x"]],"metadata":{"x":{"y":9}}}""");

        Assert.Equal("""{"x":{"y":9},"w":1}""", state[EventField.Metadata].Text());
    }

    [Fact]
    public void An_explicit_null_overwrites_and_absence_does_not()
    {
        var state = Reading.Write("""{"id":"a","input":1,"output":2}""", """{"id":"a","_is_merge":true,"input":null}""");

        Assert.Null(state[EventField.Input].Text());
        Assert.Equal("2", state[EventField.Output].Text());
    }

    [Fact]
    public void Tags_are_a_set_unless_a_merge_path_says_otherwise()
    {
        Assert.Equal("""["a","b","c"]""", Reading.Write("""{"id":"a","tags":["a","b"]}""", """{"id":"a","_is_merge":true,"tags":["b","c"]}""")[EventField.Tags].Text());
        Assert.Equal(
            """["c"]""",
            Reading.Write("""{"id":"a","tags":["a"]}""", """{"id":"a","_is_merge":true,"_merge_paths":[["tags"]],"tags":["c"]}""")[EventField.Tags].Text());
    }

    [Fact]
    public void Values_are_taken_out_of_arrays()
    {
        var state = Reading.Write(
            """{"id":"a","tags":["a","b","c"],"metadata":{"l":[1,2,{"k":1}]}}""",
            """{"id":"a","_is_merge":true,"_array_delete":[{"path":["tags"],"delete":["b"]},{"path":["metadata","l"],"delete":[2]}]}""");

        Assert.Equal("""["a","c"]""", state[EventField.Tags].Text());
        Assert.Equal("""{"l":[1,{"k":1}]}""", state[EventField.Metadata].Text());
    }

    [Fact]
    public void A_merge_keeps_who_the_span_is()
    {
        var state = Reading.Write(
            """{"id":"a","span_id":"s","root_span_id":"r","span_parents":["p"],"created":"2026-01-01T00:00:00Z"}""",
            """{"id":"a","_is_merge":true,"span_id":"other","root_span_id":"other","span_parents":["other"],"created":"2027-01-01T00:00:00Z"}""");

        Assert.Equal(("s", "r", """["p"]"""), (state.SpanId, state.RootSpanId, state[EventField.SpanParents].Text()));
        Assert.Equal(2026, state.Created.Year);
    }

    [Fact]
    public void Numbers_survive_a_merge_bit_for_bit()
    {
        var state = Reading.Write("""{"id":"a","metadata":{"n":12345678901234567890.10,"e":1E+2}}""", """{"id":"a","_is_merge":true,"metadata":{"x":0.10}}""");

        Assert.Equal("""{"n":12345678901234567890.10,"e":1E+2,"x":0.10}""", state[EventField.Metadata].Text());
    }

    [Fact]
    public void Members_that_reach_prototypes_are_dropped() => Assert.Equal(
        """{"a":1,"b":2}""",
        Reading.Write("""{"id":"a","metadata":{"a":1}}""", """{"id":"a","_is_merge":true,"metadata":{"__proto__":{"x":1},"constructor":1,"b":2}}""")[EventField.Metadata].Text());

    [Fact]
    public void Unknown_fields_are_kept_and_merged() => Assert.Equal(
        """{"custom":{"a":1,"b":2},"other":true}""",
        Reading.Write("""{"id":"a","custom":{"a":1},"other":true}""", """{"id":"a","_is_merge":true,"custom":{"b":2}}""").Extra.Text());

    [Fact]
    public void Each_edit_leaves_an_audit_entry()
    {
        var state = Reading.Write(
            """{"id":"a","input":1}""",
            """{"id":"a","_is_merge":true,"scores":{"s":1},"_audit_source":"external","_audit_metadata":{"user_id":"u"}}""");

        var entries = JsonNode.Parse(state.Audit.Text()!)!.AsArray();
        Assert.Equal(["upsert", "merge"], entries.Select(e => e!["audit_data"]!["action"]!.GetValue<string>()));
        Assert.Equal("external", entries[1]!["source"]!.GetValue<string>());
        Assert.Equal("u", entries[1]!["metadata"]!["user_id"]!.GetValue<string>());
    }

    [Fact]
    public void A_first_insert_stores_no_audit_entry() => Assert.Null(Reading.Write("""{"id":"a","input":1}""").Audit.Text());

    [Fact]
    public void A_comment_joins_its_row_and_a_repeated_one_changes_nothing()
    {
        const string comment = """{"id":"c1","origin":{"id":"a"},"comment":{"text":"nice"},"created":"2026-01-01T00:00:00Z"}""";

        var state = Reading.Write("""{"id":"a","input":1}""", comment, comment);

        Assert.Equal("nice", Assert.Single(JsonNode.Parse(state.Comments.Text()!)!.AsArray())!["comment"]!["text"]!.GetValue<string>());
        Assert.Equal("1", state[EventField.Input].Text());
        Assert.Equal("a", state.Id);
    }

    [Fact]
    public void A_comment_survives_a_replacement_of_its_row()
    {
        var state = Reading.Write("""{"id":"a","input":1}""", """{"id":"c1","origin":{"id":"a"},"comment":{"text":"nice"}}""", """{"id":"a","input":2}""");

        Assert.NotNull(state.Comments.Text());
    }

    [Fact]
    public void A_detached_row_shares_no_memory()
    {
        var state = Reading.Write("""{"id":"a","input":{"x":1},"metadata":{"y":2}}""");

        var copy = state.Detach();

        Assert.Equal("""{"x":1}""", copy[EventField.Input].Text());
        Assert.Equal("""{"y":2}""", copy[EventField.Metadata].Text());
        Assert.False(copy[EventField.Input].Span.Overlaps(state[EventField.Input].Span));
    }
}
