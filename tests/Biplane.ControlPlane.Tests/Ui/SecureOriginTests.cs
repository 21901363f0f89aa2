using System.Net;
using Biplane.ControlPlane.Sessions;
using Biplane.ControlPlane.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Biplane.ControlPlane.Tests.Ui;

public sealed class SecureOriginTests
{
    [Fact]
    public async Task Behind_tls_the_cookie_is_bound_to_host_and_tls()
    {
        await using var server = await ControlServer.StartAsync(appUrl: "https://app.example.test");

        var cookie = await server.LogInAsync();

        Assert.StartsWith("__Host-biplane_session=", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/ui/me", key: null, cookie: cookie)).StatusCode);
    }

    [Fact]
    public async Task A_plane_that_others_can_reach_takes_no_log_in_links()
    {
        await using var server = await ControlServer.StartAsync(listen: "0.0.0.0");
        var token = (await server.Host.CreateLoginTokenAsync(TestContext.Current.CancellationToken)).Reveal();

        var answer = await server.SendAsync(HttpMethod.Post, "/ui/session", $$"""{"token":"{{token}}"}""", key: null, origin: server.Origin);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.NotNull(await server.Host.Services.GetRequiredService<SessionStore>().BeginAsync(token, TestContext.Current.CancellationToken));
    }
}
