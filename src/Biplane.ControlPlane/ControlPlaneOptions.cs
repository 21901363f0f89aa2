using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Keys;

namespace Biplane.ControlPlane;

/// <summary>What a control plane is told at its start.</summary>
public sealed record ControlPlaneOptions
{
    public required BoundListener Listener { get; init; }

    /// <summary>Where people and data planes reach it.</summary>
    public required PlaneUrl AppUrl { get; init; }

    /// <summary>Its folder: database, signing key and the key of its hashes.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The built user interface; null serves none.</summary>
    public string? UiDirectory { get; init; }

    /// <summary>Further origins that may read its answers in a browser.</summary>
    public IReadOnlyList<string> UiOrigins { get; init; } = [];

    /// <summary>Most connections that are open at a time; null: as many as come.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Further host names under which it answers.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    public required MetadataName BootstrapOrganization { get; init; }

    public required EmailAddress BootstrapEmail { get; init; }

    /// <summary>The first key; generated when absent.</summary>
    public SecretString? BootstrapApiKey { get; init; }

    /// <summary>Log-in links work only where nobody but this machine can reach the plane.</summary>
    public bool AcceptsLoginLinks => Listener.Address.IsLoopback;
}
