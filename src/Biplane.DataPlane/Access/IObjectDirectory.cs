using Biplane.Hosting.Identity;
using Biplane.Model;

namespace Biplane.DataPlane.Access;

/// <summary>Finds objects without their ids. What it finds still has to pass <see cref="IObjectAccess"/>.</summary>
internal interface IObjectDirectory
{
    /// <summary>The objects of a kind in some of the caller's organizations, newest first; only those of a name, if one is given.</summary>
    Task<IReadOnlyList<Guid>> ListAsync(
        Caller caller, ObjectKind kind, IReadOnlyList<Guid> organizationIds, string? name, CancellationToken cancellationToken);
}
