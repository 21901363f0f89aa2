using Biplane.Hosting.Access;
using Microsoft.AspNetCore.Authorization;
using Xunit;

namespace Biplane.Architecture.Tests.Routes;

/// <summary>Every route says who may call it; what anybody may call stands in a list here, too.</summary>
public sealed class RouteAccessTests(RunningPlanes planes) : IClassFixture<RunningPlanes>
{
    private static readonly string[] Public =
    [
        // The user interface's files, health, and what a client asks before it has a key.
        "control * /{*path}",
        "control GET /.well-known/jwks.json",
        "control GET /healthz",
        "control GET /readyz",
        "control GET /status",
        "control GET /ui/config",
        "control GET /version",
        "data GET /",
        "data GET /app/{*path}",
        "data GET /healthz",
        "data GET /readyz",
        "data GET /status",
        "data GET /v1",
        "data GET /version",

        // These carry their credential in the body or as a signature in the address.
        "control POST /api/apikey/login",
        "control POST /planes/v1/enroll",
        "control POST /ui/session",
        "data GET /attachment/download",
        "data POST /api/apikey/login",
        "data PUT /attachment/upload",
        "data PUT /logs3/overflow/upload",
    ];

    [Fact]
    public void A_route_has_a_rule_or_is_on_the_public_list()
    {
        var open = planes.Routes.Where(r => r.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || r.Endpoint.Metadata.GetMetadata<PublicRouteMetadata>() is not null);

        Assert.Equal(Public.Order(StringComparer.Ordinal), open.Select(r => r.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(
            planes.Routes.Where(r => !Public.Contains(r.Name, StringComparer.Ordinal)),
            r => Assert.True(r.Endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || r.Endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null, r.Name));
    }

    [Fact]
    public void A_public_route_says_why() =>
        Assert.All(planes.Routes.Where(r => Public.Contains(r.Name, StringComparer.Ordinal)), r => Assert.NotEmpty(r.Endpoint.Metadata.GetMetadata<PublicRouteMetadata>()!.Reason));

    [Fact]
    public void There_are_routes() => Assert.InRange(planes.Routes.Count, 30, int.MaxValue);
}
