using Biplane.Model.Transactions;

namespace Biplane.Contracts.Objects;

/// <summary>What the control plane knows of a named thing. Holds control-plane fields only; the data plane keeps the rest under the same id.</summary>
public sealed record MetadataRecord
{
    public required ResourceType Type { get; init; }

    public required Guid Id { get; init; }

    public required MetadataName Name { get; init; }

    public required Guid OrganizationId { get; init; }

    public required MetadataName OrganizationName { get; init; }

    /// <summary>The project it belongs to; a project's own id.</summary>
    public required Guid ProjectId { get; init; }

    public required MetadataName ProjectName { get; init; }

    /// <summary>Who made it.</summary>
    public Guid? UserId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Experiments: the base that was named when it was made, if any.</summary>
    public Guid? BaseExperimentId { get; init; }

    /// <summary>Experiments: the dataset it ran over. Snapshots: the dataset it pins.</summary>
    public Guid? DatasetId { get; init; }

    /// <summary>Experiments: that dataset's version. Snapshots: the version pinned.</summary>
    public TransactionId? DatasetVersion { get; init; }

    public Guid? ParametersId { get; init; }

    public TransactionId? ParametersVersion { get; init; }

    /// <summary>Experiments: readable by anyone who has the link.</summary>
    public bool IsPublic { get; init; }
}
