using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Identity;
using Biplane.Model;

namespace Biplane.DataPlane.Access;

/// <summary>The one permission check of the data plane: every route that touches rows asks here first.</summary>
internal interface IObjectAccess
{
    /// <summary>
    /// The object, if it exists and the caller has the permission on it; else null (the two cases are not told apart).
    /// An unknown id costs one look-up at the control plane, shared by all requests that wait for it.
    /// </summary>
    /// <exception cref="ControlPlaneUnavailableException">The object is not known here and the control plane cannot be asked. Answer 503.</exception>
    ValueTask<ObjectInfo?> FindAsync(Caller caller, ObjectRef target, Permission permission, CancellationToken cancellationToken);
}
