using System.Net;

namespace Biplane.Hosting.Requests;

/// <summary>
/// The names under which a plane answers. A page that rebinds its own DNS name to this machine sends that name, which is not listed;
/// IP literals cannot be rebound and are always answered.
/// </summary>
public sealed class AllowedHosts(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = new(names, StringComparer.OrdinalIgnoreCase) { "localhost" };

    public bool Contains(string host) => host.Length == 0 || _names.Contains(host) || IPAddress.TryParse(host.Trim('[', ']'), out _);
}
