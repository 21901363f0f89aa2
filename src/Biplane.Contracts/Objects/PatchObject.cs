using Biplane.Model.Transactions;

namespace Biplane.Contracts.Objects;

/// <summary>Changes the given fields; what is absent stays.</summary>
public sealed record PatchObject
{
    public required ResourceType Type { get; init; }

    public required Guid Id { get; init; }

    public required Guid ActorId { get; init; }

    public MetadataName? Name { get; init; }

    public Guid? BaseExperimentId { get; init; }

    public Guid? DatasetId { get; init; }

    public TransactionId? DatasetVersion { get; init; }

    public Guid? ParametersId { get; init; }

    public TransactionId? ParametersVersion { get; init; }

    public bool? IsPublic { get; init; }
}
