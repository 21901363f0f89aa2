using Biplane.Hosting.Configuration;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Requests;

namespace Biplane.Hosting;

/// <summary>What a plane tells its host.</summary>
public sealed record PlaneHostOptions
{
    /// <summary><c>control</c> or <c>data</c>.</summary>
    public required string Plane { get; init; }

    public required BoundListener Listener { get; init; }

    /// <summary>The form of errors where no route was hit.</summary>
    public required ErrorForm DefaultErrorForm { get; init; }

    public required BodyLimits Limits { get; init; }

    /// <summary>Most connections that are open at a time; null: as many as come. What comes beyond is closed unread.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Origins whose pages may read the answers.</summary>
    public required AllowedOrigins Origins { get; init; }

    /// <summary>Host names under which the plane answers.</summary>
    public required AllowedHosts Hosts { get; init; }
}
