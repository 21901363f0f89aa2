using Biplane.Contracts.Planes;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Keys;
using Biplane.Query.Prices;

namespace Biplane.DataPlane;

/// <summary>What a data plane is told at its start.</summary>
public sealed record DataPlaneOptions
{
    public required BoundListener Listener { get; init; }

    /// <summary>Where SDKs and browsers reach it.</summary>
    public required PlaneUrl ApiUrl { get; init; }

    /// <summary>Where people reach the user interface.</summary>
    public required PlaneUrl AppUrl { get; init; }

    /// <summary>Where it dials its control plane.</summary>
    public required PlaneUrl ControlUrl { get; init; }

    /// <summary>Its folder: row store, blobs, own metadata, identity key.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Gets the one-time code with which it joins; asked at the first start only.</summary>
    public Func<CancellationToken, Task<SecretString>>? EnrollCode { get; init; }

    /// <summary>The organizations it serves; null: those that its control plane bound to it when it joined.</summary>
    public IReadOnlyList<Guid>? AllowedOrganizationIds { get; init; }

    /// <summary>Further origins that may read its answers in a browser.</summary>
    public IReadOnlyList<string> UiOrigins { get; init; } = [];

    /// <summary>What models cost; default: the prices that come with the program.</summary>
    public ModelPrices ModelPrices { get; init; } = ModelPrices.Default;

    /// <summary>Most connections that are open at a time; null: as many as come.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Further host names under which it answers.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>How long the last good answer about a caller counts while the control plane does not answer. Zero: not at all.</summary>
    public TimeSpan AuthMaxStale { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Memory that the row store may use for what it reads, sorts and groups.</summary>
    public long QueryMemoryBytes { get; init; } = 1L << 30;

    /// <summary>Disk that queries may use for what they sort and group beyond that memory.</summary>
    public long QuerySpillBytes { get; init; } = 8L << 30;

    /// <summary>How long an answer may take whose request asks for no time; one may ask for up to five times that.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long finished background queries are kept.</summary>
    public TimeSpan AsyncQueryRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes on disk that the results of background queries may take; those of one user may take half of it.</summary>
    public long AsyncQueryBytes { get; init; } = 10L << 30;
}
