namespace Biplane.Hosting.Tokens;

/// <summary>What a browser's token for a data plane says. It names who, never what they may do.</summary>
/// <param name="UserId">The user (<c>sub</c>).</param>
/// <param name="SessionId">The session at the control plane (<c>sid</c>).</param>
/// <param name="OrganizationId">The organization (<c>org</c>).</param>
/// <param name="DataPlaneId">The one data plane that accepts it (<c>aud</c>, as <c>dp:…</c>).</param>
/// <param name="Issuer">The control plane (<c>iss</c>).</param>
/// <param name="AuthorizedParty">The UI's origin (<c>azp</c>).</param>
public sealed record UiTokenClaims(Guid UserId, Guid SessionId, Guid OrganizationId, Guid DataPlaneId, string Issuer, string AuthorizedParty);
