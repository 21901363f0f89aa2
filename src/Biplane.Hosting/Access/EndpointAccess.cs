using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Biplane.Hosting.Access;

/// <summary>
/// Who may call a route. Invariant: a route that carries none of these is refused for everybody (the fallback policy denies).
/// </summary>
public static class EndpointAccess
{
    /// <summary>Any authenticated caller. The handler checks what the caller may do to the objects it names.</summary>
    public static TBuilder RequireCaller<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(AccessPolicies.Bearer);

    /// <summary>A caller who holds the permission in at least one organization.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder
    {
        var policy = new AuthorizationPolicyBuilder(AccessPolicies.Bearer)
            .RequireAuthenticatedUser()
            .AddRequirements(new PermissionRequirement(permission))
            .Build();
        builder.RequireAuthorization(policy);
        builder.Add(endpoint => endpoint.Metadata.Add(new PermissionMetadata(permission)));
        return builder;
    }

    /// <summary>Anybody, for the reason given.</summary>
    public static TBuilder AllowPublic<TBuilder>(this TBuilder builder, string reason)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.AllowAnonymous();
        builder.Add(endpoint => endpoint.Metadata.Add(new PublicRouteMetadata(reason)));
        return builder;
    }
}
