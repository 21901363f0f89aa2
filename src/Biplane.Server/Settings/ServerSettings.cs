using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Keys;
using Biplane.Query.Prices;

namespace Biplane.Server.Settings;

/// <summary>The options of one start, checked.</summary>
internal sealed record ServerSettings
{
    public required PlaneRole Role { get; init; }

    public PlaneUrl? AppUrl { get; init; }

    public PlaneUrl? ApiUrl { get; init; }

    public PlaneUrl? ControlUrl { get; init; }

    public required ListenAddress ListenApp { get; init; }

    public required ListenAddress ListenApi { get; init; }

    public required string DataDirectory { get; init; }

    public string? UiDirectory { get; init; }

    public required IReadOnlyList<string> UiOrigins { get; init; }

    public required IReadOnlyList<string> AllowedHosts { get; init; }

    public required MetadataName BootstrapOrganization { get; init; }

    public required EmailAddress BootstrapEmail { get; init; }

    public SecretString? BootstrapApiKey { get; init; }

    public SecretString? EnrollCode { get; init; }

    public IReadOnlyList<Guid>? AllowedOrganizationIds { get; init; }

    public required TimeSpan AuthMaxStale { get; init; }

    public required long QueryMemoryBytes { get; init; }

    public required long QuerySpillBytes { get; init; }

    /// <summary>How long an answer may take whose request asks for no time.</summary>
    public required TimeSpan QueryTimeout { get; init; }

    public required TimeSpan AsyncQueryRetention { get; init; }

    public required long AsyncQueryBytes { get; init; }

    public required int MaxConnections { get; init; }

    /// <summary>What models cost.</summary>
    public required ModelPrices ModelPrices { get; init; }

    public string SocketPath => Path.Combine(DataDirectory, "biplane.sock");
}
