namespace Biplane.Contracts.Identity;

/// <summary>The built-in roles, each including the ones before it.</summary>
public enum OrganizationRole
{
    /// <summary>Reads everything.</summary>
    Viewer,

    /// <summary>Reads and writes rows and objects.</summary>
    Engineer,

    /// <summary>Also manages members, keys and settings.</summary>
    Owner,
}
