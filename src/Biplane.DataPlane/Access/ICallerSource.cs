using Biplane.Contracts.Identity;
using Biplane.DataPlane.Uplink;

namespace Biplane.DataPlane.Access;

/// <summary>The boundary behind the cache of callers: who knows whose a credential is.</summary>
internal interface ICallerSource
{
    /// <exception cref="ControlPlaneUnavailableException">It cannot be asked.</exception>
    Task<CallerIdentity> IdentifyAsync(CallerKey key, CancellationToken cancellationToken);
}
