using Biplane.Model.Transactions;

namespace Biplane.Contracts.Objects;

/// <summary>Makes a named thing, or finds it. Sent again with the same <see cref="Id"/>, it answers what it answered before.</summary>
public sealed record RegisterObject
{
    public required ResourceType Type { get; init; }

    /// <summary>The id it gets if it is made; the data plane mints it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The user on whose behalf it is made.</summary>
    public required Guid ActorId { get; init; }

    public required Guid OrganizationId { get; init; }

    public required NameConflict OnConflict { get; init; }

    /// <summary>Its name; made up when absent.</summary>
    public MetadataName? Name { get; init; }

    /// <summary>The parent project, by id.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>The parent project, by name; made when missing, with <see cref="NewProjectId"/>.</summary>
    public MetadataName? ProjectName { get; init; }

    /// <summary>The id that a project made on the way gets.</summary>
    public Guid? NewProjectId { get; init; }

    public Guid? BaseExperimentId { get; init; }

    /// <summary>The base experiment, by its name in the project.</summary>
    public MetadataName? BaseExperimentName { get; init; }

    public Guid? DatasetId { get; init; }

    public TransactionId? DatasetVersion { get; init; }

    public Guid? ParametersId { get; init; }

    public TransactionId? ParametersVersion { get; init; }

    public bool? IsPublic { get; init; }
}
