using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model;

namespace Biplane.DataPlane.Access;

/// <summary>The permission check of a route that names its object itself.</summary>
internal static class AccessRequirement
{
    /// <summary>The object.</summary>
    /// <exception cref="ApiException">403: it does not exist, or the caller may not; the two are not told apart.</exception>
    public static async ValueTask<ObjectInfo> RequireAsync(
        this IObjectAccess access, Caller caller, ObjectRef target, Permission permission, CancellationToken cancellationToken) =>
        await access.FindAsync(caller, target, permission, cancellationToken)
        ?? throw ApiException.Forbidden(
            permission == Permission.Read ? $"Missing read access to {target}, or it does not exist." : $"Missing access to {target}, or it does not exist.");
}
