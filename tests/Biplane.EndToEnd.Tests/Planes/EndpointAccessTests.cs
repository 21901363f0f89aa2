using Biplane.EndToEnd.Tests.Testing;
using Biplane.Hosting.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Biplane.EndToEnd.Tests.Planes;

/// <summary>Every route of the running planes says who may call it, and the public ones are these.</summary>
public sealed class EndpointAccessTests
{
    private static readonly string[] PublicAtControl =
    [
        "/.well-known/jwks.json", "/api/apikey/login", "/healthz", "/planes/v1/enroll", "/readyz", "/status", "/ui/config", "/ui/session", "/version",
        "{*path}",
    ];

    private static readonly string[] PublicAtData =
    [
        "/", "/api/apikey/login", "/app/{*path}", "/healthz", "/readyz", "/status", "/v1", "/version",
    ];

    [Fact]
    public async Task Every_route_says_who_may_call_it()
    {
        await using var planes = await PlanesInProcess.StartAsync();

        foreach (var services in new[] { planes.Server.Control!.Services, planes.Server.Data!.Services })
        {
            var silent = Routes(services).Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<AuthorizationPolicy>() is null
                && e.Metadata.GetMetadata<PublicRouteMetadata>() is null);
            Assert.Empty(silent.Select(e => e.DisplayName));
        }
    }

    [Fact]
    public async Task The_public_routes_are_the_known_ones()
    {
        await using var planes = await PlanesInProcess.StartAsync();

        Assert.Equal(PublicAtControl, Public(planes.Server.Control!.Services));

        // Signed addresses carry their own permission.
        Assert.Equal(PublicAtData, Public(planes.Server.Data!.Services).Where(p => !SignedByTicket(planes.Server.Data!.Services, p)));
    }

    private static List<RouteEndpoint> Routes(IServiceProvider services) =>
        [.. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    private static IEnumerable<string> Public(IServiceProvider services) => Routes(services)
        .Where(e => e.Metadata.GetMetadata<PublicRouteMetadata>() is not null)
        .Select(e => e.RoutePattern.RawText!)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static bool SignedByTicket(IServiceProvider services, string pattern) => Routes(services)
        .Any(e => e.RoutePattern.RawText == pattern && e.Metadata.GetMetadata<PublicRouteMetadata>()?.Reason.Contains("signed", StringComparison.Ordinal) == true);
}
