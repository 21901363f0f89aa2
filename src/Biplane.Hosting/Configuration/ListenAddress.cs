using System.Globalization;
using System.Net;

namespace Biplane.Hosting.Configuration;

/// <summary>Where a plane listens. Port 0 lets the system choose.</summary>
/// <param name="Host">An IP address, <c>localhost</c>, or <c>*</c> for every address.</param>
/// <param name="Port">The port.</param>
public sealed record ListenAddress(string Host, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    public bool IsAny => Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any);

    internal IPAddress Address => Host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        _ => IPAddress.Parse(Host.Trim('[', ']')),
    };

    public static bool TryParse(string text, out ListenAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > ushort.MaxValue)
        {
            return false;
        }

        var host = text[..colon];
        if (host is not ("localhost" or "*") && !IPAddress.TryParse(host.Trim('[', ']'), out _))
        {
            return false;
        }

        address = new ListenAddress(host, port);
        return true;
    }

    public override string ToString() => $"{Host}:{Port}";
}
