namespace Biplane.Hosting.Identity;

/// <summary>What a request needs. Everything not granted is denied.</summary>
public enum Permission
{
    Read,
    Create,
    Update,
    Delete,
    Manage,
}
