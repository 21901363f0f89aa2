using Biplane.Contracts.Objects;

namespace Biplane.Contracts.Identity;

/// <summary>The answer to a call about one API key.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Record">The key, unless there is none.</param>
public sealed record ApiKeyResult(MetadataOutcome Outcome, ApiKeyRecord? Record = null);
