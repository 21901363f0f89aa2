namespace Biplane.ControlPlane.Ui;

/// <summary>Asks for an API key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OrgId">The organization it reaches.</param>
internal sealed record UiNewKey(string? Name, Guid OrgId);
