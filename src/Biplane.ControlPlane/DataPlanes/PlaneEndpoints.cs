using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.ControlPlane.ApiKeys;
using Biplane.ControlPlane.Objects;
using Biplane.ControlPlane.Organizations;
using Biplane.ControlPlane.Sessions;
using Biplane.ControlPlane.Users;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Biplane.ControlPlane.DataPlanes;

/// <summary>The control plane's end of <see cref="PlaneRoutes"/>. Each call reaches only the organizations bound to the calling plane.</summary>
internal static class PlaneEndpoints
{
    public const string Policy = "data-plane";

    public static void MapPlanes(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(PlaneRoutes.Enroll.Path, EnrollAsync).AllowPublic("a data plane that has not joined yet shows its one-time code");
        routes.MapPost(PlaneRoutes.Announce.Path, AnnounceAsync).RequireAuthorization(Policy);
        Map(routes, PlaneRoutes.Keys, (services, _, _, token) => services.GetRequiredService<SigningKeyStore>().CurrentAsync(token));
        Map(routes, PlaneRoutes.Introspect, IntrospectAsync);
        Map(routes, PlaneRoutes.CheckCaller, CheckCallerAsync);
        Map(routes, PlaneRoutes.RegisterObject, (services, plane, request, token) => Objects(services).RegisterAsync(request, plane.OrganizationIds, token));
        Map(routes, PlaneRoutes.GetObject, (services, plane, request, token) => Objects(services).FindAsync(request, plane.OrganizationIds, token));
        Map(routes, PlaneRoutes.ListObjects, (services, plane, request, token) => Objects(services).ListAsync(request, plane.OrganizationIds, token));
        Map(routes, PlaneRoutes.PatchObject, (services, plane, request, token) => Objects(services).PatchAsync(request, plane.OrganizationIds, token));
        Map(routes, PlaneRoutes.DeleteObject, (services, plane, request, token) => Objects(services).DeleteAsync(request, plane.OrganizationIds, token));
        Map(routes, PlaneRoutes.ListOrganizations, ListOrganizationsAsync);
        Map(routes, PlaneRoutes.ListUsers, ListUsersAsync);
        Map(routes, PlaneRoutes.ListApiKeys, ListApiKeysAsync);
        Map(routes, PlaneRoutes.CreateApiKey, CreateApiKeyAsync);
        Map(routes, PlaneRoutes.DeleteApiKey, DeleteApiKeyAsync);
    }

    private static void Map<TRequest, TResponse>(
        IEndpointRouteBuilder routes,
        PlaneRoute<TRequest, TResponse> route,
        Func<IServiceProvider, DataPlaneRecord, TRequest, CancellationToken, Task<TResponse>> handler) =>
        routes.MapPost(route.Path, new PlaneHandler<TRequest, TResponse>(route, handler).HandleAsync).RequireAuthorization(Policy);

    private static async Task EnrollAsync(HttpContext context, DataPlaneStore planes, ControlPlaneOptions options, CancellationToken cancellationToken)
    {
        var request = await PlaneBody.ReadAsync<EnrollPlane>(context, PlaneRoutes.Enroll, cancellationToken);
        var plane = await planes.EnrollAsync(request, cancellationToken)
            ?? throw new ApiException(403, ErrorCodes.Forbidden, "The enrolment code is not good: it was used, or it is older than an hour.");
        var answer = new EnrolledPlane(plane.Id, options.AppUrl, plane.OrganizationIds);
        await PlaneBody.WriteAsync(context, PlaneRoutes.Enroll, answer, cancellationToken);
    }

    private static async Task AnnounceAsync(
        HttpContext context, PlaneCaller caller, DataPlaneStore planes, ControlPlaneOptions options, CancellationToken cancellationToken)
    {
        var request = await PlaneBody.ReadAsync<AnnouncePlane>(context, PlaneRoutes.Announce, cancellationToken);
        await planes.AnnounceAsync(caller.Plane.Id, request.ApiUrl, cancellationToken);
        var answer = new EnrolledPlane(caller.Plane.Id, options.AppUrl, caller.Plane.OrganizationIds);
        await PlaneBody.WriteAsync(context, PlaneRoutes.Announce, answer, cancellationToken);
    }

    private static async Task<CallerIdentity> IntrospectAsync(
        IServiceProvider services, DataPlaneRecord plane, IntrospectKey request, CancellationToken cancellationToken) =>
        await ServedAsync(services, await services.GetRequiredService<ApiKeyStore>().IdentifyAsync(request.Digest, cancellationToken), plane, cancellationToken);

    private static async Task<CallerIdentity> CheckCallerAsync(
        IServiceProvider services, DataPlaneRecord plane, CheckCaller request, CancellationToken cancellationToken)
    {
        if (!await services.GetRequiredService<SessionStore>().IsAliveAsync(request.SessionId, request.UserId, cancellationToken))
        {
            return CallerIdentity.Unknown;
        }

        var identity = await services.GetRequiredService<CallerReads>().IdentifyAsync(request.UserId, request.OrganizationId, cancellationToken);
        return await ServedAsync(services, identity, plane, cancellationToken);
    }

    // A plane learns only of organizations that it serves. Of others no more than where the caller should go: the caller holds the credential
    // and is told the same at a log-in.
    private static async Task<CallerIdentity> ServedAsync(
        IServiceProvider services, CallerIdentity identity, DataPlaneRecord plane, CancellationToken cancellationToken)
    {
        var memberships = identity.Memberships.Where(m => plane.OrganizationIds.Contains(m.OrganizationId)).ToList();
        if (!identity.IsActive || memberships.Count > 0)
        {
            return identity.IsActive ? identity with { Memberships = memberships } : CallerIdentity.Unknown;
        }

        var home = await services.GetRequiredService<DataPlaneStore>().UrlOfAsync(identity.Memberships[0].OrganizationId, cancellationToken);
        return CallerIdentity.Unknown with { IsMisdirected = true, ServedAt = home };
    }

    private static async Task<OrganizationList> ListOrganizationsAsync(
        IServiceProvider services, DataPlaneRecord plane, ListIdentities request, CancellationToken cancellationToken)
    {
        var visible = await VisibleAsync(services, plane, request, cancellationToken);
        return new OrganizationList(await services.GetRequiredService<OrganizationStore>().ListAsync(visible, cancellationToken));
    }

    private static async Task<UserList> ListUsersAsync(
        IServiceProvider services, DataPlaneRecord plane, ListIdentities request, CancellationToken cancellationToken)
    {
        var visible = await VisibleAsync(services, plane, request, cancellationToken);
        return new UserList(await services.GetRequiredService<UserStore>().ListAsync(visible, cancellationToken));
    }

    private static async Task<ApiKeyList> ListApiKeysAsync(
        IServiceProvider services, DataPlaneRecord plane, ListIdentities request, CancellationToken cancellationToken)
    {
        var visible = await VisibleAsync(services, plane, request, cancellationToken);
        return new ApiKeyList(await services.GetRequiredService<ApiKeyStore>().ListAsync(request.ActorId, visible, cancellationToken));
    }

    private static Task<ApiKeyResult> CreateApiKeyAsync(
        IServiceProvider services, DataPlaneRecord plane, CreateApiKey request, CancellationToken cancellationToken) =>
        plane.OrganizationIds.Contains(request.OrganizationId)
            ? services.GetRequiredService<ApiKeyStore>().CreateAsync(request, cancellationToken)
            : Task.FromResult(new ApiKeyResult(MetadataOutcome.OrganizationNotServed));

    private static async Task<ApiKeyResult> DeleteApiKeyAsync(
        IServiceProvider services, DataPlaneRecord plane, ApiKeyKey request, CancellationToken cancellationToken)
    {
        var keys = services.GetRequiredService<ApiKeyStore>();
        var own = await keys.ListAsync(request.ActorId, plane.OrganizationIds, cancellationToken);
        return own.Any(k => k.Id == request.Id)
            ? await keys.DeleteAsync(request.Id, request.ActorId, cancellationToken)
            : new ApiKeyResult(MetadataOutcome.NotFound);
    }

    private static async Task<IReadOnlyList<Guid>> VisibleAsync(
        IServiceProvider services, DataPlaneRecord plane, ListIdentities request, CancellationToken cancellationToken)
    {
        var memberships = await services.GetRequiredService<CallerReads>().MembershipsAsync(request.ActorId, cancellationToken);
        return [.. memberships.Select(m => m.OrganizationId).Where(o => plane.OrganizationIds.Contains(o) && request.OrganizationIds.Contains(o))];
    }

    private static ObjectStore Objects(IServiceProvider services) => services.GetRequiredService<ObjectStore>();
}
