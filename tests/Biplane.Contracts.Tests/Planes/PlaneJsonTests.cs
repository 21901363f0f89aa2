using System.Text.Json;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.Model.Transactions;
using CsCheck;
using Xunit;

namespace Biplane.Contracts.Tests.Planes;

public sealed class PlaneJsonTests
{
    [Fact]
    public void A_record_comes_back_as_it_went() =>
        Gen.Select(Gen.String.Where(s => MetadataName.TryCreate(s, out _)), Gen.Guid, Gen.UInt, Gen.Bool).Sample((name, id, seconds, isPublic) =>
        {
            var record = new MetadataRecord
            {
                Type = ResourceType.Experiment,
                Id = id,
                Name = MetadataName.Create(name),
                OrganizationId = id,
                OrganizationName = MetadataName.Create(name),
                ProjectId = id,
                ProjectName = MetadataName.Create(name),
                Created = DateTimeOffset.UnixEpoch,
                DatasetVersion = TransactionId.From(seconds, 7),
                IsPublic = isPublic,
            };

            var json = JsonSerializer.Serialize(record, PlaneJson.Default.MetadataRecord);

            return JsonSerializer.Deserialize(json, PlaneJson.Default.MetadataRecord) == record;
        });

    [Fact]
    public void What_is_not_in_the_contract_is_refused()
    {
        var json = """{"type":"project","id":"00000000-0000-0000-0000-000000000001","actor_id":"00000000-0000-0000-0000-000000000002","description":"secret"}""";

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, PlaneJson.Default.ObjectKey));
    }

    [Fact]
    public void A_name_beyond_the_cap_is_refused_on_the_wire()
    {
        var json = $$"""{"type":"project","id":"00000000-0000-0000-0000-000000000001","actor_id":"00000000-0000-0000-0000-000000000002","name":"{{new string('n', 600)}}"}""";

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, PlaneJson.Default.PatchObject));
    }

    [Fact]
    public void Absent_members_are_not_written()
    {
        var json = JsonSerializer.Serialize(new PatchObject { Type = ResourceType.Project, Id = Guid.Empty, ActorId = Guid.Empty }, PlaneJson.Default.PatchObject);

        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"Project\"", json, StringComparison.Ordinal);
    }
}
