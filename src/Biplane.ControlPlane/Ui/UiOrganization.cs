namespace Biplane.ControlPlane.Ui;

/// <summary>An organization of the user.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">The user's role: viewer, engineer or owner.</param>
/// <param name="ApiUrl">Where the browser reaches its data plane; null before one has joined.</param>
internal sealed record UiOrganization(Guid Id, string Name, string Role, string? ApiUrl);
