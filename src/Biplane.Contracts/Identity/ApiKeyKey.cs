namespace Biplane.Contracts.Identity;

/// <summary>Names one API key, on behalf of a user.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="ActorId">The user who asks.</param>
public sealed record ApiKeyKey(Guid Id, Guid ActorId);
