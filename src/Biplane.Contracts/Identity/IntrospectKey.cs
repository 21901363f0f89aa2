namespace Biplane.Contracts.Identity;

/// <summary>Asks whose a key is.</summary>
/// <param name="Digest">The key's SHA-256.</param>
public sealed record IntrospectKey(KeyDigest Digest);
