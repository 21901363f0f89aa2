namespace Biplane.Hosting.Requests;

/// <summary>The origins that may read a plane's answers in a browser: scheme, host and port, compared exactly.</summary>
public sealed class AllowedOrigins
{
    private readonly HashSet<string> _origins;

    public AllowedOrigins(IEnumerable<string> origins) =>
        _origins = origins.SelectMany(LoopbackSpellings).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public bool Contains(string origin) => _origins.Contains(origin);

    // A browser says "localhost" or "127.0.0.1" as the person typed it; both are this machine.
    private static IEnumerable<string> LoopbackSpellings(string origin)
    {
        yield return origin;
        var uri = new Uri(origin);
        if (uri.IsLoopback && uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.Dns)
        {
            var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
            yield return $"{uri.Scheme}://localhost{port}";
            yield return $"{uri.Scheme}://127.0.0.1{port}";
        }
    }
}
