using System.Text;
using Biplane.DataPlane.ControlPlaneProxy;
using Biplane.Hosting.Metadata;
using Xunit;

namespace Biplane.DataPlane.Tests.ControlPlaneProxy;

public sealed class FieldMergeTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":2}}""", """{"b":{"d":3}}""", """{"a":1,"b":{"c":2,"d":3}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [InlineData("""{"n":12345678901234567890.10}""", """{"m":1e5}""", """{"n":12345678901234567890.10,"m":1e5}""")]
    [InlineData("""{"a":1}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":1}""", "{}", """{"a":1}""")]
    public void Objects_are_merged_deeply_and_all_else_is_replaced(string stored, string change, string merged) =>
        Assert.Equal(merged, Text(FieldMerge.Merge(Fields("metadata", stored), Fields("metadata", change)), "metadata"));

    [Fact]
    public void Other_fields_stay()
    {
        var merged = FieldMerge.Merge(Fields("description", "\"d\""), Fields("tags", """["x"]"""));

        Assert.Equal("\"d\"", Text(merged, "description"));
        Assert.Equal("""["x"]""", Text(merged, "tags"));
    }

    [Fact]
    public void The_commit_of_a_run_is_that_of_its_repository()
    {
        var fields = GitFacts.WithCommit(Fields("repo_info", """{"commit":"abc\"d","dirty":true}"""));

        Assert.Equal("abc\"d", GitFacts.CommitOf(fields));
        Assert.Equal("\"abc\\u0022d\"", Text(fields, "commit"));
        Assert.Null(GitFacts.WithCommit(Fields("repo_info", """{"commit":7}""")).Find("commit"));
    }

    private static DataFields Fields(string name, string json) =>
        new(new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [name] = Encoding.UTF8.GetBytes(json) });

    private static string Text(DataFields fields, string name) => Encoding.UTF8.GetString(fields.Find(name)!.Value.Span);
}
