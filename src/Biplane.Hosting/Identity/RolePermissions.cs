using Biplane.Contracts.Identity;

namespace Biplane.Hosting.Identity;

/// <summary>What each built-in role may do. Everything not granted is denied.</summary>
public static class RolePermissions
{
    public static bool Grants(this OrganizationRole role, Permission permission) => permission switch
    {
        Permission.Read => role >= OrganizationRole.Viewer,
        Permission.Create or Permission.Update or Permission.Delete => role >= OrganizationRole.Engineer,
        Permission.Manage => role >= OrganizationRole.Owner,
        _ => false,
    };
}
