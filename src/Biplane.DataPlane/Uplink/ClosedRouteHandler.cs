using Biplane.Contracts.Planes;

namespace Biplane.DataPlane.Uplink;

/// <summary>
/// The only way out to the control plane. Invariant: nothing leaves but a POST to a path of <see cref="PlaneRoutes.All"/>, without a
/// query and with no header that could carry a caller's text.
/// </summary>
internal sealed class ClosedRouteHandler : DelegatingHandler
{
    private static readonly HashSet<string> Paths = [.. PlaneRoutes.All.Select(r => r.Path)];
    private static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Accept", "User-Agent" };

    private readonly string _basePath;
    private readonly OutboundMetrics _metrics;

    public ClosedRouteHandler(HttpMessageHandler inner, PlaneUrl controlUrl, OutboundMetrics metrics)
        : base(inner)
    {
        _basePath = new Uri(controlUrl.Value).AbsolutePath.TrimEnd('/');
        _metrics = metrics;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        var path = uri.AbsolutePath.StartsWith(_basePath, StringComparison.Ordinal) ? uri.AbsolutePath[_basePath.Length..] : uri.AbsolutePath;
        if (request.Method != HttpMethod.Post || uri.Query.Length > 0 || !Paths.Contains(path))
        {
            throw new InvalidOperationException("A call to the control plane is not in the closed list of routes.");
        }

        foreach (var header in request.Headers.Where(h => !Headers.Contains(h.Key)).ToList())
        {
            request.Headers.Remove(header.Key);
        }

        return await _metrics.MeasureAsync(path, () => base.SendAsync(request, cancellationToken));
    }
}
