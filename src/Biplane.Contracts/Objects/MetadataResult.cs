namespace Biplane.Contracts.Objects;

/// <summary>The answer to a call about one named thing.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Record">The thing, unless there is none.</param>
/// <param name="Project">Its project, when the thing was registered.</param>
public sealed record MetadataResult(MetadataOutcome Outcome, MetadataRecord? Record = null, MetadataRecord? Project = null);
