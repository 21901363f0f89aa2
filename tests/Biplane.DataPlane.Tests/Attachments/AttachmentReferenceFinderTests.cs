using System.Text;
using Biplane.DataPlane.Attachments;
using Biplane.Model;
using Biplane.Model.Rows;
using Xunit;

namespace Biplane.DataPlane.Tests.Attachments;

public sealed class AttachmentReferenceFinderTests
{
    private const string Project = "0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11";

    [Fact]
    public void References_are_found_at_any_depth_and_in_any_field()
    {
        Assert.Equal(
            ["k1", "k2", "k3"],
            Keys(
                """
                {"input":{"file":{"type":"braintrust_attachment","filename":"f","content_type":"c","key":"k1"}},
                 "output":[[{"key":"k2","type":"braintrust_attachment"}]],
                 "my_own_field":{"a":{"type":"braintrust_attachment","key":"k3"}}}
                """));
    }

    [Fact]
    public void What_only_looks_like_a_reference_is_none()
    {
        Assert.Empty(Keys(
            """
            {"input":"braintrust_attachment","output":{"type":"external_attachment","url":"braintrust_attachment"},
             "metadata":{"type":"braintrust_attachment"},"expected":{"type":"braintrust_attachment","key":7},
             "context":{"type":["braintrust_attachment"],"key":"k"},"error":{"type":{"x":"braintrust_attachment"},"key":"k"}}
            """));
    }

    [Fact]
    public void A_row_without_any_costs_no_set() => Assert.Null(Find("""{"input":1}"""));

    private static IEnumerable<string> Keys(string row) => (Find(row) ?? []).Select(r => r.Key).Order(StringComparer.Ordinal);

    private static HashSet<AttachmentReference>? Find(string row)
    {
        var body = string.Concat("""{"rows":[{"project_id":""", $"\"{Project}\",", row.AsSpan(1), "]}");
        var read = EventReader.ReadLogs3(Encoding.UTF8.GetBytes(body));
        Assert.Null(read.Error);
        var found = AttachmentReferenceFinder.Find(read.Rows);
        Assert.All(found ?? [], reference => Assert.Equal(new ObjectRef(ObjectKind.ProjectLogs, Guid.Parse(Project)), reference.Object));
        return found;
    }
}
