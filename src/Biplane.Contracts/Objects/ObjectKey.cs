namespace Biplane.Contracts.Objects;

/// <summary>Names one thing, on behalf of a user.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="ActorId">The user who asks.</param>
public sealed record ObjectKey(ResourceType Type, Guid Id, Guid ActorId);
