using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.ApiKeys;
using Biplane.ControlPlane.Organizations;
using Biplane.ControlPlane.Users;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Metadata;

namespace Biplane.ControlPlane.Objects;

/// <summary>The compatible metadata routes at the control plane: names only. Data fields never get here; see <see cref="ObjectBodyReader"/>.</summary>
internal sealed class LocalMetadata(
    ObjectStore objects, OrganizationStore organizations, UserStore users, ApiKeyStore keys, TimeProvider time) : IMetadataService
{
    public DataFieldRule Rule => DataFieldRule.Drop;

    public IReadOnlyList<string> GitFields => [];

    public async Task<MetadataAnswer> RegisterAsync(Caller caller, RegisterObject request, DataFields data, CancellationToken cancellationToken) =>
        Answer(await objects.RegisterAsync(request, served: null, cancellationToken));

    public async Task<MetadataObject?> FindAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken) =>
        Answer(await objects.FindAsync(new ObjectKey(type, id, caller.UserId), Scope(caller), cancellationToken)).Object;

    public async Task<IReadOnlyList<MetadataObject>> ListAsync(Caller caller, ObjectQuery query, CancellationToken cancellationToken) =>
        [.. (await objects.ListAsync(query, Scope(caller), cancellationToken)).Records.Select(r => Whole(r)!)];

    public async Task<MetadataAnswer> PatchAsync(Caller caller, PatchObject patch, DataFields data, CancellationToken cancellationToken) =>
        Answer(await objects.PatchAsync(patch, Scope(caller), cancellationToken));

    public async Task<MetadataAnswer> DeleteAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken) =>
        Answer(await objects.DeleteAsync(new ObjectKey(type, id, caller.UserId), Scope(caller), cancellationToken));

    // Which experiment an unnamed base is depends on git facts, and those are the data plane's.
    public async Task<MetadataObject?> FindBaseAsync(Caller caller, MetadataObject experiment, CancellationToken cancellationToken) =>
        experiment.Record.BaseExperimentId is { } id ? await FindAsync(caller, ResourceType.Experiment, id, cancellationToken) : null;

    public Task<IReadOnlyList<OrganizationRecord>> ListOrganizationsAsync(Caller caller, CancellationToken cancellationToken) =>
        organizations.ListAsync(Scope(caller), cancellationToken);

    public Task<IReadOnlyList<UserRecord>> ListUsersAsync(Caller caller, CancellationToken cancellationToken) =>
        users.ListAsync(Scope(caller), cancellationToken);

    public Task<IReadOnlyList<ApiKeyRecord>> ListApiKeysAsync(Caller caller, CancellationToken cancellationToken) =>
        keys.ListAsync(caller.UserId, Scope(caller), cancellationToken);

    public async Task<NewApiKey> CreateApiKeyAsync(Caller caller, Guid organizationId, MetadataName name, CancellationToken cancellationToken)
    {
        var key = ApiKeyFormat.Create(ApiKeyFormat.UserPrefix);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var result = await keys.CreateAsync(
            new CreateApiKey(id, caller.UserId, organizationId, name, KeyDigest.Of(key), ApiKeyFormat.Preview(key)), cancellationToken);
        return result.Record is { } record ? new NewApiKey(record, new SecretString(key)) : throw ApiException.Forbidden("You are no member of that organization.");
    }

    public async Task<ApiKeyRecord?> DeleteApiKeyAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        (await ListApiKeysAsync(caller, cancellationToken)).Any(k => k.Id == id) ? (await keys.DeleteAsync(id, caller.UserId, cancellationToken)).Record : null;

    // A key reaches its own organization only, whatever else its user belongs to.
    private static List<Guid> Scope(Caller caller) => [.. caller.Memberships.Select(m => m.OrganizationId)];

    private static MetadataAnswer Answer(MetadataResult result) => new(result.Outcome, Whole(result.Record), Whole(result.Project));

    private static MetadataObject? Whole(MetadataRecord? record) => record is null ? null : new MetadataObject(record, DataFields.Empty);
}
