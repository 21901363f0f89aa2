using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Biplane.Hosting.Requests;

/// <summary>
/// What a client may take its time for. A connection that says nothing, or only a little now and then, costs a file descriptor and some
/// kilobytes, so it may not stay for ever. Documented in <c>docs/reference/configuration.md</c>.
/// </summary>
internal static class SlowClients
{
    // Longer than the two minutes after which common proxies close a connection themselves.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(130);
    private static readonly TimeSpan Headers = TimeSpan.FromSeconds(15);

    // Far below any line that sends traces; measured over the whole body, after a grace for a link that stalls.
    private static readonly MinDataRate Body = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));

    public static void Limit(KestrelServerLimits limits, int? maxConnections)
    {
        limits.MaxConcurrentConnections = maxConnections;
        limits.MaxConcurrentUpgradedConnections = maxConnections;
        limits.KeepAliveTimeout = Idle;
        limits.RequestHeadersTimeout = Headers;
        limits.MinRequestBodyDataRate = Body;
    }
}
