namespace Biplane.Contracts.Objects;

/// <summary>Things, newest first.</summary>
/// <param name="Records">The things.</param>
public sealed record ObjectList(IReadOnlyList<MetadataRecord> Records);
