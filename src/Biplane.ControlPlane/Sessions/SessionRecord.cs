namespace Biplane.ControlPlane.Sessions;

/// <summary>A browser that is logged in.</summary>
/// <param name="Id">The session, <c>sid</c> in tokens.</param>
/// <param name="UserId">Whose it is.</param>
internal sealed record SessionRecord(Guid Id, Guid UserId);
