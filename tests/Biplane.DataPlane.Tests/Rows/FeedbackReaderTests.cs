using System.Text;
using Biplane.DataPlane.Rows;
using Biplane.Hosting.Errors;
using Biplane.Model;
using Biplane.Model.Rows;
using Xunit;

namespace Biplane.DataPlane.Tests.Rows;

public sealed class FeedbackReaderTests
{
    private static readonly ObjectRef Target = new(ObjectKind.Experiment, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"));

    [Fact]
    public void Scores_expected_and_tags_become_a_merge_and_the_metadata_an_audit_entry()
    {
        var row = Assert.Single(Read("""{"feedback":[{"id":"r","scores":{"a":1},"expected":"e","tags":["t"],"metadata":{"user":"u"},"source":"app"}]}"""));

        Assert.Equal("r", row.Id);
        Assert.Equal(Target, row.Object);
        Assert.True(row.IsMerge);
        Assert.Equal(AuditSource.App, row.AuditSource);
        Assert.Equal("""{"user":"u"}""", Text(row.AuditMetadata));
        Assert.Equal("""{"a":1}""", Text(row[EventField.Scores]));
        Assert.Equal("\"e\"", Text(row[EventField.Expected]));
        Assert.Equal("""["t"]""", Text(row[EventField.Tags]));
        Assert.True(row[EventField.Metadata].IsEmpty);
    }

    [Fact]
    public void A_comment_becomes_a_row_of_its_own_that_names_its_target()
    {
        var rows = Read("""{"feedback":[{"id":"r","comment":"so \"so\"","scores":{"a":0}}]}""");

        Assert.Equal(2, rows.Count);
        Assert.Equal("r", rows[1].CommentTarget);
        Assert.Equal("""{"text":"so \"so\""}""", Text(rows[1].Comment));
        Assert.NotEqual("r", rows[1].Id);
        Assert.False(rows[1].IsMerge);
        Assert.Equal(AuditSource.External, rows[1].AuditSource);
    }

    [Fact]
    public void A_mere_comment_does_not_touch_the_row() => Assert.Equal("r", Assert.Single(Read("""{"feedback":[{"id":"r","comment":"ok"}]}""")).CommentTarget);

    [Fact]
    public void An_explicit_null_takes_nothing_away()
    {
        var row = Assert.Single(Read("""{"feedback":[{"id":"r","scores":null,"expected":null,"comment":null}]}"""));

        Assert.True(row[EventField.Scores].IsEmpty);
        Assert.True(row[EventField.Expected].IsEmpty);
    }

    [Theory]
    [InlineData("{", "malformed_json")]
    [InlineData("[]", "bad_request")]
    [InlineData("{}", "bad_request")]
    [InlineData("""{"feedback":{}}""", "bad_request")]
    [InlineData("""{"feedback":[1]}""", "invalid_row")]
    [InlineData("""{"feedback":[{"scores":{}}]}""", "invalid_row")]
    [InlineData("""{"feedback":[{"id":7}]}""", "invalid_row")]
    public void What_cannot_be_understood_is_refused(string body, string code) =>
        Assert.Equal(code, Assert.Throws<ApiException>(() => Read(body)).Code);

    [Fact]
    public void The_refusal_names_item_and_field()
    {
        var refusal = Assert.Throws<ApiException>(() => Read("""{"feedback":[{"id":"a"},{"id":[]}]}"""));

        Assert.StartsWith("Feedback 1, field id:", refusal.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<EventRow> Read(string body) => FeedbackReader.Read(Encoding.UTF8.GetBytes(body), Target);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
