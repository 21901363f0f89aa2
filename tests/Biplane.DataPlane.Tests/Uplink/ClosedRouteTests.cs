using System.Diagnostics.Metrics;
using System.Net;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Uplink;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Biplane.DataPlane.Tests.Uplink;

public sealed class ClosedRouteTests : IDisposable
{
    private readonly Recorder _recorder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listed_call_passes()
    {
        using var client = Client("http://control.test/base");

        await client.PostAsync(new Uri("http://control.test/base" + PlaneRoutes.Keys.Path), content: null, Token);

        Assert.NotNull(_recorder.Last);
    }

    [Theory]
    [InlineData("POST", "http://control.test/planes/v1/rows")]
    [InlineData("POST", "http://control.test/planes/v1/keys?note=text")]
    [InlineData("GET", "http://control.test/planes/v1/keys")]
    [InlineData("POST", "http://control.test/api/project/register")]
    [InlineData("POST", "http://control.test/planes/v1/keys/text")]
    public async Task Any_other_call_never_leaves(string method, string address)
    {
        using var client = Client("http://control.test");
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(request, Token));
        Assert.Null(_recorder.Last);
    }

    [Fact]
    public async Task Headers_that_could_carry_a_callers_text_are_stripped()
    {
        using var client = Client("http://control.test");
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://control.test" + PlaneRoutes.Keys.Path);
        foreach (var header in new[] { "traceparent", "tracestate", "baggage", "Cookie", "x-bt-parent", "Referer" })
        {
            request.Headers.TryAddWithoutValidation(header, "http://canary.test/");
        }

        request.Headers.TryAddWithoutValidation("Authorization", "Bearer plane");

        await client.SendAsync(request, Token);

        Assert.Equal(["Authorization"], _recorder.Last!.Headers.Select(h => h.Key));
    }

    public void Dispose()
    {
        _services.Dispose();
        _recorder.Dispose();
    }

    private HttpClient Client(string controlUrl) => new(
        new ClosedRouteHandler(_recorder, PlaneUrl.Create(controlUrl), new OutboundMetrics(_services.GetRequiredService<IMeterFactory>(), TimeProvider.System)),
        disposeHandler: false);

    private sealed class Recorder : HttpMessageHandler
    {
        public HttpRequestMessage? Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Last = request;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
