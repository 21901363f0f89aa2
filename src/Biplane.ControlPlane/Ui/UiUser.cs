namespace Biplane.ControlPlane.Ui;

/// <summary>The person who is logged in.</summary>
/// <param name="Id">The user.</param>
/// <param name="Email">The user's address.</param>
/// <param name="Name">The user's name, if known.</param>
internal sealed record UiUser(Guid Id, string? Email, string? Name);
