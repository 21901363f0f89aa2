using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Identity;

namespace Biplane.Hosting.Metadata;

/// <summary>
/// What the compatible metadata routes stand on. The control plane answers from its store; the data plane asks the control plane with
/// control-plane fields only and keeps the data fields itself.
/// </summary>
public interface IMetadataService
{
    DataFieldRule Rule { get; }

    /// <summary>The git facts that SDKs may collect for this plane, by their wire names; none: an empty list.</summary>
    IReadOnlyList<string> GitFields { get; }

    Task<MetadataAnswer> RegisterAsync(Caller caller, RegisterObject request, DataFields data, CancellationToken cancellationToken);

    Task<MetadataObject?> FindAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken);

    Task<IReadOnlyList<MetadataObject>> ListAsync(Caller caller, ObjectQuery query, CancellationToken cancellationToken);

    Task<MetadataAnswer> PatchAsync(Caller caller, PatchObject patch, DataFields data, CancellationToken cancellationToken);

    Task<MetadataAnswer> DeleteAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken);

    /// <summary>The experiment to compare with, or null.</summary>
    Task<MetadataObject?> FindBaseAsync(Caller caller, MetadataObject experiment, CancellationToken cancellationToken);

    /// <summary>The caller's organizations, each with the address under which the caller reaches its data plane.</summary>
    Task<IReadOnlyList<OrganizationRecord>> ListOrganizationsAsync(Caller caller, CancellationToken cancellationToken);

    Task<IReadOnlyList<UserRecord>> ListUsersAsync(Caller caller, CancellationToken cancellationToken);

    Task<IReadOnlyList<ApiKeyRecord>> ListApiKeysAsync(Caller caller, CancellationToken cancellationToken);

    Task<NewApiKey> CreateApiKeyAsync(Caller caller, Guid organizationId, MetadataName name, CancellationToken cancellationToken);

    Task<ApiKeyRecord?> DeleteApiKeyAsync(Caller caller, Guid id, CancellationToken cancellationToken);
}
