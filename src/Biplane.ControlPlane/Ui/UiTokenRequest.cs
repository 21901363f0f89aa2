namespace Biplane.ControlPlane.Ui;

/// <summary>Asks for a token for an organization's data plane.</summary>
/// <param name="OrgId">The organization.</param>
internal sealed record UiTokenRequest(Guid OrgId);
