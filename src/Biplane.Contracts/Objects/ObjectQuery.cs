namespace Biplane.Contracts.Objects;

/// <summary>Asks for things, newest first.</summary>
public sealed record ObjectQuery
{
    /// <summary>Most rows of one answer.</summary>
    public const int MaxLimit = 1000;

    public required ResourceType Type { get; init; }

    public required Guid ActorId { get; init; }

    /// <summary>The organizations to look in.</summary>
    public required IReadOnlyList<Guid> OrganizationIds { get; init; }

    public MetadataName? Name { get; init; }

    public Guid? ProjectId { get; init; }

    public MetadataName? ProjectName { get; init; }

    /// <summary>Snapshots: of this dataset.</summary>
    public Guid? DatasetId { get; init; }

    public IReadOnlyList<Guid>? Ids { get; init; }

    public int Limit { get; init; } = MaxLimit;

    /// <summary>Rows older than this one.</summary>
    public Guid? StartingAfter { get; init; }

    /// <summary>Rows newer than this one, the nearest.</summary>
    public Guid? EndingBefore { get; init; }
}
