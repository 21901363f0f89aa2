using Biplane.Contracts.Fields;
using Biplane.Contracts.Objects;
using Xunit;

namespace Biplane.Contracts.Tests.Fields;

public sealed class FieldCatalogueTests
{
    [Fact]
    public void No_field_has_two_homes()
    {
        var twice = FieldCatalogue.All.GroupBy(f => (f.Resource, f.Name)).Where(g => g.Count() > 1).Select(g => g.Key);

        Assert.Empty(twice);
    }

    [Fact]
    public void What_can_hold_free_text_or_json_lives_in_the_data_plane()
    {
        var misplaced = FieldCatalogue.All.Where(f => f.Plane == FieldPlane.Control && f.Kind is FieldKind.Text or FieldKind.Object or FieldKind.Array);

        Assert.Empty(misplaced);
    }

    [Theory]
    [InlineData("experiment", "metadata")]
    [InlineData("experiment", "repo_info")]
    [InlineData("experiment", "tags")]
    [InlineData("experiment", "description")]
    [InlineData("experiment", "internal_metadata")]
    [InlineData("project", "settings")]
    [InlineData("dataset", "metadata")]
    [InlineData("dataset_snapshot", "description")]
    public void Customer_text_is_the_data_planes(string resource, string field) =>
        Assert.Equal(FieldPlane.Data, FieldCatalogue.Find(resource, field)?.Plane);

    [Fact]
    public void Every_field_has_a_cap() => Assert.All(FieldCatalogue.All, f => Assert.InRange(f.MaxBytes, 1, 1024 * 1024));

    [Fact]
    public void Every_resource_has_data_fields() => Assert.All(ResourceTypes.All, t => Assert.NotEmpty(FieldCatalogue.DataFieldsOf(t)));
}
