using System.Text;
using Biplane.DataPlane.Rows;
using Biplane.Hosting.Errors;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Rows;

public sealed class CrossInsertReaderTests
{
    private const string First = "0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11";
    private const string Second = "0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b12";

    [Fact]
    public void Rows_go_to_the_object_under_whose_id_they_stand()
    {
        var parts = Read(
            $$$"""
            {"experiment":{"{{{First}}}":{"events":[{"id":"a"},{"id":"b"}],"feedback":[{"id":"a","scores":{"s":1}}]}},
             "dataset":{"{{{Second}}}":{"events":[{"id":"c","input":1}]}},"project_logs":null,"later":{}}
            """);

        Assert.Equal([new ObjectRef(ObjectKind.Experiment, Guid.Parse(First)), new ObjectRef(ObjectKind.Dataset, Guid.Parse(Second))], parts.Select(p => p.Object));
        Assert.Equal(["a", "b"], parts[0].Events.Select(e => e.Id));
        Assert.True(Assert.Single(parts[0].Feedback).IsMerge);
        Assert.Equal(parts[1].Object, Assert.Single(parts[1].Events).Object);
    }

    [Theory]
    [InlineData("{", "malformed_json")]
    [InlineData("[]", "bad_request")]
    [InlineData("""{"experiment":{"x":{"events":[]}}}""", "bad_request")]
    [InlineData("""{"experiment":{"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11":{"events":[7]}}}""", "invalid_row")]
    [InlineData("""{"experiment":{"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11":{"events":[{"_xact_id":"1"}]}}}""", "invalid_row")]
    [InlineData("""{"experiment":{"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11":[]}}""", "bad_request")]
    public void What_cannot_be_understood_is_refused(string body, string code) =>
        Assert.Equal(code, Assert.Throws<ApiException>(() => Read(body)).Code);

    private static IReadOnlyList<CrossInsertPart> Read(string body) => CrossInsertReader.Read(Encoding.UTF8.GetBytes(body));
}
