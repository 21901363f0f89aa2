namespace Biplane.ControlPlane.Ui;

/// <summary>A token for one data plane.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresIn">Seconds until it ends.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="OrgId">The organization it is for.</param>
/// <param name="ApiUrl">The data plane that accepts it.</param>
internal sealed record UiToken(string Token, int ExpiresIn, DateTimeOffset ExpiresAt, Guid OrgId, string ApiUrl)
{
    public override string ToString() => "***";
}
