using System.Text.Json;
using Biplane.Contracts.Fields;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Metadata;
using Biplane.Model.Transactions;
using Xunit;

namespace Biplane.Hosting.Tests.Metadata;

public sealed class ObjectJsonTests
{
    public static TheoryData<ResourceType> Types => [.. ResourceTypes.All];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_field_of_a_wire_form_is_catalogued(ResourceType type)
    {
        // url_slug is made from the name.
        var unknown = Write(type).EnumerateObject().Select(p => p.Name).Where(n => n != "url_slug" && FieldCatalogue.Find(type.WireName(), n) is null);

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData(ResourceType.Project, "id org_id name created deleted_at user_id description settings")]
    [InlineData(ResourceType.Experiment, "id project_id name created deleted_at user_id base_exp_id dataset_id dataset_version parameters_id parameters_version public description metadata tags repo_info commit internal_metadata")]
    [InlineData(ResourceType.Dataset, "id project_id url_slug name created deleted_at user_id description metadata tags")]
    [InlineData(ResourceType.DatasetSnapshot, "id dataset_id xact_id name created deleted_at user_id description")]
    public void The_wire_form_has_every_member_that_clients_read(ResourceType type, string members) =>
        Assert.Equal(members.Split(' '), Write(type).EnumerateObject().Select(p => p.Name));

    [Fact]
    public void Times_have_milliseconds_and_a_z() => Assert.Equal("2026-01-02T03:04:05.600Z", Write(ResourceType.Project).GetProperty("created").GetString());

    private static JsonElement Write(ResourceType type)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            ObjectJson.Write(json, new MetadataObject(Record(type), DataFields.Empty));
        }

        return JsonDocument.Parse(buffer.ToArray()).RootElement;
    }

    private static MetadataRecord Record(ResourceType type) => new()
    {
        Type = type,
        Id = Guid.NewGuid(),
        Name = MetadataName.Create("A name"),
        OrganizationId = Guid.NewGuid(),
        OrganizationName = MetadataName.Create("org"),
        ProjectId = Guid.NewGuid(),
        ProjectName = MetadataName.Create("project"),
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero),
        DatasetId = Guid.NewGuid(),
        DatasetVersion = new TransactionId(5),
    };
}
