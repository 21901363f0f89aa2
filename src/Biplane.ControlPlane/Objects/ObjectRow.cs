using Biplane.Contracts.Objects;
using Biplane.ControlPlane.Metadata;
using Biplane.Model.Transactions;

namespace Biplane.ControlPlane.Objects;

/// <summary>A row as the database gives it.</summary>
internal sealed class ObjectRow
{
    public required long Seq { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? UserId { get; init; }

    public required long Created { get; init; }

    public long? DeletedAt { get; init; }

    public required string ProjectId { get; init; }

    public required string ProjectName { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    public string? BaseExperimentId { get; init; }

    public string? DatasetId { get; init; }

    public long? DatasetVersion { get; init; }

    public string? ParametersId { get; init; }

    public long? ParametersVersion { get; init; }

    public long IsPublic { get; init; }

    public MetadataRecord ToRecord(ResourceType type) => new()
    {
        Type = type,
        Id = Guid.ParseExact(Id, "D"),
        Name = MetadataName.Create(Name),
        OrganizationId = Guid.ParseExact(OrganizationId, "D"),
        OrganizationName = MetadataName.Create(OrganizationName),
        ProjectId = Guid.ParseExact(ProjectId, "D"),
        ProjectName = MetadataName.Create(ProjectName),
        UserId = Ids.ParseId(UserId),
        Created = Ids.Time(Created),
        DeletedAt = Ids.Time(DeletedAt),
        BaseExperimentId = Ids.ParseId(BaseExperimentId),
        DatasetId = Ids.ParseId(DatasetId),
        DatasetVersion = Version(DatasetVersion),
        ParametersId = Ids.ParseId(ParametersId),
        ParametersVersion = Version(ParametersVersion),
        IsPublic = IsPublic != 0,
    };

    private static TransactionId? Version(long? value) => value is { } number ? new TransactionId(unchecked((ulong)number)) : null;
}
