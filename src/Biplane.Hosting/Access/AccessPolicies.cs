namespace Biplane.Hosting.Access;

/// <summary>Names of authentication schemes and authorization policies.</summary>
public static class AccessPolicies
{
    /// <summary>A key or token in a header.</summary>
    public const string Bearer = "bearer";

}
