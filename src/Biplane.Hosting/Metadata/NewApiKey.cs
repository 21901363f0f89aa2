using Biplane.Contracts.Identity;
using Biplane.Hosting.Keys;

namespace Biplane.Hosting.Metadata;

/// <summary>A key at the one moment when it is known.</summary>
/// <param name="Record">What is kept.</param>
/// <param name="Key">The key itself, shown once.</param>
public sealed record NewApiKey(ApiKeyRecord Record, SecretString Key);
