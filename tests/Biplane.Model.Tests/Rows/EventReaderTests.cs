using System.Text;
using Biplane.Model.Rows;
using CsCheck;
using Xunit;

namespace Biplane.Model.Tests.Rows;

public sealed class EventReaderTests
{
    private const string Id = "\"project_id\":\"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11\",\"log_id\":\"g\"";

    [Theory]
    [InlineData("\"experiment_id\":\"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11\"", ObjectKind.Experiment)]
    [InlineData("\"dataset_id\":\"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11\",\"project_id\":\"1b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11\"", ObjectKind.Dataset)]
    [InlineData("\"prompt_session_id\":\"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11\",\"log_id\":\"x\"", ObjectKind.PlaygroundLogs)]
    [InlineData("\"project_id\":\"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11\",\"log_id\":\"p\"", ObjectKind.ProjectFunctions)]
    [InlineData(Id, ObjectKind.ProjectLogs)]
    public void A_row_names_its_object(string members, ObjectKind kind)
    {
        var read = Reading.Rows($$"""{"id":"a",{{members}}}""");

        Assert.Null(read.Error);
        Assert.Equal(new ObjectRef(kind, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11")), Assert.Single(read.Rows).Object);
    }

    [Theory]
    [InlineData("""{"id":"a"}""", "row names no object", 0)]
    [InlineData("""{"id":5,"project_id":"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"}""", "field id", 0)]
    [InlineData("""{"id":"a","experiment_id":"not-a-uuid"}""", "field experiment_id", 0)]
    [InlineData("""{"id":"a","span_id":{},"project_id":"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"}""", "field span_id", 0)]
    [InlineData("""{"id":"a","_is_merge":"yes","project_id":"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"}""", "field _is_merge", 0)]
    [InlineData("""{"id":"a","_merge_paths":["x"],"project_id":"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"}""", "field _merge_paths", 0)]
    [InlineData("""{"id":"a","span_parents":[1],"project_id":"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"}""", "field span_parents", 0)]
    [InlineData("5", "must be a JSON object", 0)]
    public void A_hard_fault_names_row_and_field(string row, string expected, int index)
    {
        var read = Reading.Rows(row);

        Assert.NotNull(read.Error);
        Assert.Contains(expected, read.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(index, read.Error.Row);
    }

    [Fact]
    public void The_fault_of_a_later_row_names_that_row() =>
        Assert.Equal(1, Reading.Rows($$"""{"id":"a",{{Id}}}""", """{"id":"b"}""").Error!.Row);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"rows\":5}")]
    [InlineData("{\"rows\":[}")]
    [InlineData("{\"rows\":[]} trailing")]
    [InlineData("null")]
    public void What_is_no_list_of_rows_is_refused(string body) => Assert.NotNull(Reading.Body(body).Error);

    [Fact]
    public void An_overflow_reference_is_recognised() =>
        Assert.Equal("overflow/abc", Reading.Body("""{"rows":{"type":"logs3_overflow","key":"overflow/abc"},"api_version":2}""").OverflowKey);

    [Fact]
    public void Invalid_utf8_is_refused() => Assert.Equal(
        EventReadErrorKind.MalformedJson, EventReader.ReadLogs3(Encoding.Latin1.GetBytes("{\"rows\":[{\"id\":\"\u00ff\"}]}")).Error!.Kind);

    [Fact]
    public void Free_parts_keep_every_byte()
    {
        var row = Reading.Row("""{"id":"a","input": { "n" : 12345678901234567890.10, "e":1e400,"z":"\u0000" } }""");

        Assert.Equal("""{ "n" : 12345678901234567890.10, "e":1e400,"z":"\u0000" }""", row[EventField.Input].Text());
    }

    [Fact]
    public void A_thousand_levels_are_stored_and_five_thousand_refused()
    {
        var row = Reading.Row($$"""{"id":"a","input":{{new string('[', 1_000)}}{{new string(']', 1_000)}} }""");
        Assert.Equal(2_000, row[EventField.Input].Length);

        var deep = Reading.Rows($$"""{"id":"a",{{Id}},"input":{{new string('[', 5_000)}}{{new string(']', 5_000)}} }""");
        Assert.Equal(EventReadErrorKind.MalformedJson, deep.Error!.Kind);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced_and_marked()
    {
        var row = Reading.Row("""{"id":"a","input":"x\ud800y","output":"\ud83d\ude00 \\ud800"}""");

        Assert.Equal("\"x\\ufffdy\"", row[EventField.Input].Text());
        Assert.Equal("\"\\ud83d\\ude00 \\\\ud800\"", row[EventField.Output].Text());
        Assert.Contains(row.Warnings, warning => warning.Code == RowWarningCodes.LoneSurrogate);
    }

    [Theory]
    [InlineData("""{"id":"a","scores":{"q":7}}""", "scores.q", RowWarningCodes.ScoreOutOfRange)]
    [InlineData("""{"id":"a","scores":{"q":"high"}}""", "scores.q", RowWarningCodes.UnexpectedType)]
    [InlineData("""{"id":"a","metrics":{"t":"fast"}}""", "metrics.t", RowWarningCodes.UnexpectedType)]
    [InlineData("""{"id":"a","metadata":"text"}""", "metadata", RowWarningCodes.UnexpectedType)]
    [InlineData("""{"id":"a","created":"yesterday"}""", "created", RowWarningCodes.BadTimestamp)]
    [InlineData("""{"id":"a","metrics":{"t":1e400}}""", "metrics.t", RowWarningCodes.NumberOutOfRange)]
    public void Oddities_are_stored_and_marked(string members, string path, string code) =>
        Assert.Contains(new RowWarning(path, code), Reading.Row(members).Warnings);

    [Fact]
    public void An_ordinary_row_has_no_warnings() => Assert.Empty(
        Reading.Row("""{"id":"a","scores":{"q":0.5,"n":null},"metrics":{"start":1.5},"metadata":{"x":1},"tags":["t"],"created":"2026-01-02T03:04:05Z"}""").Warnings);

    [Fact]
    public void A_row_without_id_gets_one() => Assert.True(Guid.TryParse(Reading.Row("{\"input\":1}").Id, out _));

    [Fact]
    public void Of_duplicate_members_the_last_one_counts() => Assert.Equal("2", Reading.Row("""{"id":"a","input":1,"input":2}""")[EventField.Input].Text());

    [Fact]
    public void Rows_that_were_read_must_be_stripped_before_a_rest_insert()
    {
        var read = EventReader.ReadEvents("""{"events":[{"id":"a","_xact_id":"1"}]}"""u8.ToArray(), Reading.Logs);

        Assert.Contains("_xact_id", read.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_belongs_to_the_row_it_names()
    {
        var row = Reading.Row("""{"id":"c1","origin":{"id":"target"},"comment":{"text":"nice"}}""");

        Assert.Equal("target", row.CommentTarget);
        Assert.Contains("origin.id", Reading.Rows($$"""{"id":"c1",{{Id}},"comment":{"text":"x"} }""").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_input_crashes_the_reader()
    {
        var seed = Encoding.UTF8.GetBytes(
            $$"""{"rows":[{"id":"a",{{Id}},"_is_merge":true,"_merge_paths":[["x"]],"_array_delete":[{"path":["tags"],"delete":["a"]}],"tags":["a"],"comment":{"text":"t"},"origin":{"id":"o"},"created":"2026-01-02T03:04:05Z","scores":{"a":1},"input":"\ud83d\ude00"}],"api_version":2}""");
        Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Byte, Gen.Int[0, seed.Length]).Array[1, 6].Sample(
            edits =>
            {
                var mutated = seed.ToArray().AsSpan();
                foreach (var (at, value, length) in edits)
                {
                    mutated[at % mutated.Length] = value;
                    mutated = length > mutated.Length / 2 && length < mutated.Length ? mutated[..length] : mutated;
                }

                var read = EventReader.ReadLogs3(mutated.ToArray());
                return read.Error is not null || read.Rows.All(row => row.Id.Length > 0);
            },
            iter: 20_000);
    }
}
