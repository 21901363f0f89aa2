using Biplane.Contracts.Identity;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Keys;

namespace Biplane.ControlPlane.ApiKeys;

/// <summary>Accepts API keys at the control plane. Browser tokens are made for data planes and are refused here.</summary>
internal sealed class ApiKeyVerifier(ApiKeyStore keys) : ICredentialVerifier
{
    public async ValueTask<Caller?> VerifyAsync(string credential, CancellationToken cancellationToken)
    {
        if (!ApiKeyFormat.IsPlausible(credential))
        {
            return null;
        }

        var identity = await keys.IdentifyAsync(KeyDigest.Of(credential), cancellationToken);
        return identity.IsActive ? Caller.From(identity) : null;
    }
}
