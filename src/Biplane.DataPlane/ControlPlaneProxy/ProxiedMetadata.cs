using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Access;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Metadata;

namespace Biplane.DataPlane.ControlPlaneProxy;

/// <summary>
/// The compatible metadata routes at the data plane. Names go to the control plane in closed messages; everything else stays in this
/// plane's store under the same id, and reads put both halves together.
/// </summary>
internal sealed class ProxiedMetadata(
    ControlPlaneClient client, DataFieldStore fields, KnownObjects known, BaseExperiments bases, DataPlaneOptions options, TimeProvider time)
    : IMetadataService
{
    private const int Tries = 3;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    public DataFieldRule Rule => DataFieldRule.Keep;

    // All but the diff: it is source code, and nothing here needs it.
    public IReadOnlyList<string> GitFields { get; } =
        ["commit", "branch", "tag", "dirty", "author_name", "author_email", "commit_message", "commit_time"];

    public async Task<MetadataAnswer> RegisterAsync(Caller caller, RegisterObject request, DataFields data, CancellationToken cancellationToken)
    {
        await fields.InsertAsync(request.Id, request.Type, data, cancellationToken);
        MetadataResult result;
        try
        {
            result = await SendAsync(request, cancellationToken);
        }
        catch
        {
            // Undo also when the client has gone away: its token must not stop the undoing.
            await fields.DeleteAsync(request.Id, CancellationToken.None);
            throw;
        }

        if (result.Record is not { } record)
        {
            await fields.DeleteAsync(request.Id, CancellationToken.None);
            return new MetadataAnswer(result.Outcome);
        }

        await KeepAsync(request, result, record, data);
        var project = result.Project is { } p ? await WholeAsync(p, cancellationToken) : null;
        return new MetadataAnswer(result.Outcome, await WholeAsync(record, cancellationToken), project);
    }

    public async Task<MetadataObject?> FindAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken) =>
        await known.ReadAsync(caller, type, id, cancellationToken) is { } record ? await WholeAsync(record, cancellationToken) : null;

    public async Task<IReadOnlyList<MetadataObject>> ListAsync(Caller caller, ObjectQuery query, CancellationToken cancellationToken)
    {
        var records = (await client.CallAsync(PlaneRoutes.ListObjects, query, cancellationToken)).Records;
        var data = await fields.FindAsync([.. records.Select(r => r.Id)], cancellationToken);
        return [.. records.Select(r => new MetadataObject(r, data.GetValueOrDefault(r.Id) ?? DataFields.Empty))];
    }

    public async Task<MetadataAnswer> PatchAsync(Caller caller, PatchObject patch, DataFields data, CancellationToken cancellationToken)
    {
        if (!await IsInScopeAsync(caller, patch.Type, patch.Id, cancellationToken))
        {
            return new MetadataAnswer(MetadataOutcome.NotFound);
        }

        // The control plane first: it says whether the change is allowed. If the second half fails, sending the same PATCH again completes it.
        var result = await client.CallAsync(PlaneRoutes.PatchObject, patch, cancellationToken);
        if (result.Record is not { } record)
        {
            return new MetadataAnswer(result.Outcome);
        }

        await known.PutAsync(record, CancellationToken.None);
        if (!data.IsEmpty)
        {
            await fields.MergeAsync(record.Id, record.Type, record.ProjectId, data, CancellationToken.None);
        }

        return new MetadataAnswer(result.Outcome, await WholeAsync(record, cancellationToken));
    }

    public async Task<MetadataAnswer> DeleteAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken)
    {
        if (!await IsInScopeAsync(caller, type, id, cancellationToken))
        {
            return new MetadataAnswer(MetadataOutcome.NotFound);
        }

        var result = await client.CallAsync(PlaneRoutes.DeleteObject, new ObjectKey(type, id, caller.UserId), cancellationToken);
        if (result.Record is not { } record)
        {
            return new MetadataAnswer(result.Outcome);
        }

        await known.RemoveAsync(type, id, CancellationToken.None);
        return new MetadataAnswer(result.Outcome, await WholeAsync(record, cancellationToken));
    }

    public async Task<MetadataObject?> FindBaseAsync(Caller caller, MetadataObject experiment, CancellationToken cancellationToken) =>
        await bases.FindAsync(caller, experiment.Record, cancellationToken) is { } record ? await WholeAsync(record, cancellationToken) : null;

    public async Task<IReadOnlyList<OrganizationRecord>> ListOrganizationsAsync(Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.CallAsync(PlaneRoutes.ListOrganizations, Who(caller), cancellationToken);
            return [.. answer.Records.Select(o => o with { ApiUrl = options.ApiUrl })];
        }
        catch (ControlPlaneUnavailableException)
        {
            // Enough to log in with, and log-in must work while the control plane is away.
            return [.. caller.Memberships.Select(m =>
                new OrganizationRecord(m.OrganizationId, MetadataName.Create(m.OrganizationName), DateTimeOffset.UnixEpoch, options.ApiUrl))];
        }
    }

    public async Task<IReadOnlyList<UserRecord>> ListUsersAsync(Caller caller, CancellationToken cancellationToken) =>
        (await client.CallAsync(PlaneRoutes.ListUsers, Who(caller), cancellationToken)).Records;

    public async Task<IReadOnlyList<ApiKeyRecord>> ListApiKeysAsync(Caller caller, CancellationToken cancellationToken) =>
        (await client.CallAsync(PlaneRoutes.ListApiKeys, Who(caller), cancellationToken)).Records;

    public async Task<NewApiKey> CreateApiKeyAsync(Caller caller, Guid organizationId, MetadataName name, CancellationToken cancellationToken)
    {
        // Minted here: the control plane learns its digest and never the key.
        var key = ApiKeyFormat.Create(ApiKeyFormat.UserPrefix);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var request = new CreateApiKey(id, caller.UserId, organizationId, name, KeyDigest.Of(key), ApiKeyFormat.Preview(key));
        var result = await client.CallAsync(PlaneRoutes.CreateApiKey, request, cancellationToken);
        return result.Record is { } record
            ? new NewApiKey(record, new SecretString(key))
            : throw ApiException.Forbidden("You are no member of that organization.");
    }

    public async Task<ApiKeyRecord?> DeleteApiKeyAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        (await ListApiKeysAsync(caller, cancellationToken)).Any(k => k.Id == id)
            ? (await client.CallAsync(PlaneRoutes.DeleteApiKey, new ApiKeyKey(id, caller.UserId), cancellationToken)).Record
            : null;

    // The control plane knows the user; which of the user's organizations this credential reaches is known here.
    private async Task<bool> IsInScopeAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken) =>
        await known.FindAsync(caller, type, id, cancellationToken) is not null;

    private static ListIdentities Who(Caller caller) => new(caller.UserId, [.. caller.Memberships.Select(m => m.OrganizationId)]);

    // The same id is sent again, so a try whose answer was lost is not made twice.
    private async Task<MetadataResult> SendAsync(RegisterObject request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.CallAsync(PlaneRoutes.RegisterObject, request, cancellationToken);
            }
            catch (ControlPlaneUnavailableException) when (attempt < Tries)
            {
                await Task.Delay(RetryAfter * attempt, time, cancellationToken);
            }
        }
    }

    // From here on the control plane has its half, so the client's token no longer counts.
    private async Task KeepAsync(RegisterObject request, MetadataResult result, MetadataRecord record, DataFields data)
    {
        await known.PutAsync(record, CancellationToken.None);
        if (result.Project is { } project && project.Id != record.Id)
        {
            await known.PutAsync(project, CancellationToken.None);
        }

        if (record.Id == request.Id)
        {
            await fields.ConfirmAsync(record.Id, record.ProjectId, CancellationToken.None);
            await bases.RememberAncestryAsync(record, data, CancellationToken.None);
            return;
        }

        await fields.DeleteAsync(request.Id, CancellationToken.None);
        if (request.OnConflict == NameConflict.Replace && !data.IsEmpty)
        {
            await fields.MergeAsync(record.Id, record.Type, record.ProjectId, data, CancellationToken.None);
        }
    }

    private async Task<MetadataObject> WholeAsync(MetadataRecord record, CancellationToken cancellationToken) =>
        new(record, await fields.FindAsync(record.Id, cancellationToken));
}
