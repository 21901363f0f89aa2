namespace Biplane.Contracts.Identity;

/// <summary>An answer, newest first.</summary>
/// <param name="Records">The rows.</param>
public sealed record ApiKeyList(IReadOnlyList<ApiKeyRecord> Records);
