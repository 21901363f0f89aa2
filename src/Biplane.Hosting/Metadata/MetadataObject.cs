using Biplane.Contracts.Objects;

namespace Biplane.Hosting.Metadata;

/// <summary>Both halves of a named thing.</summary>
/// <param name="Record">The control plane's half.</param>
/// <param name="Data">The data plane's half; empty at the control plane.</param>
public sealed record MetadataObject(MetadataRecord Record, DataFields Data);
