using Biplane.Contracts.Identity;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Uplink;

namespace Biplane.DataPlane.Access;

/// <summary>Asks the control plane whose a credential is. A refusal of this plane says nothing about the credential.</summary>
internal sealed class ControlPlaneCallers(ControlPlaneClient client) : ICallerSource
{
    public async Task<CallerIdentity> IdentifyAsync(CallerKey key, CancellationToken cancellationToken)
    {
        try
        {
            return key switch
            {
                CallerKey.Key k => await client.CallAsync(PlaneRoutes.Introspect, new IntrospectKey(k.Digest), cancellationToken),
                CallerKey.Session s => await client.CallAsync(PlaneRoutes.CheckCaller, s.Check, cancellationToken),
                _ => throw new ArgumentException("Unknown kind of credential.", nameof(key)),
            };
        }
        catch (ControlPlaneRefusedException refusal)
        {
            throw new ControlPlaneUnavailableException("The control plane does not take calls of this plane.", refusal);
        }
    }
}
