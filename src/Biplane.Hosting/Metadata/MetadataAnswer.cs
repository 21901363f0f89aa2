using Biplane.Contracts.Objects;

namespace Biplane.Hosting.Metadata;

/// <summary>How a call about one thing ended.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Object">The thing, unless there is none.</param>
/// <param name="Project">Its project, when it was registered.</param>
public sealed record MetadataAnswer(MetadataOutcome Outcome, MetadataObject? Object = null, MetadataObject? Project = null);
