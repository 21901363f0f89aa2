using System.Data.Common;
using System.Security.Cryptography;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.Organizations;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Sqlite;

namespace Biplane.ControlPlane.Objects;

/// <summary>
/// Names of projects, experiments, datasets and snapshots. Every call says on whose behalf it is made and checks that user's role: a data
/// plane cannot do more than its user may. Races end in the unique indexes, inside one write transaction at a time.
/// </summary>
internal sealed class ObjectStore(SqliteDatabase database, TimeProvider time)
{
    /// <param name="request">What to make.</param>
    /// <param name="served">The organizations that the asking plane serves; null: all.</param>
    /// <param name="cancellationToken">Until the write begins.</param>
    public Task<MetadataResult> RegisterAsync(RegisterObject request, IReadOnlyList<Guid>? served, CancellationToken cancellationToken) =>
        served?.Contains(request.OrganizationId) == false
            ? Task.FromResult(new MetadataResult(MetadataOutcome.OrganizationNotServed))
            : database.WriteAsync((connection, transaction) => RegisterAsync(connection, transaction, request), cancellationToken);

    public async Task<MetadataResult> FindAsync(ObjectKey key, IReadOnlyList<Guid>? served, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var record = await connection.ByIdAsync(key.Type, key.Id, includeDeleted: false, transaction: null);
        return record is not null && IsServed(record, served) && await MayAsync(connection, null, key.ActorId, record.OrganizationId, Permission.Read)
            ? new MetadataResult(MetadataOutcome.Done, record)
            : new MetadataResult(MetadataOutcome.NotFound);
    }

    public async Task<ObjectList> ListAsync(ObjectQuery query, IReadOnlyList<Guid>? served, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var visible = new List<Guid>();
        foreach (var organization in query.OrganizationIds.Where(o => served?.Contains(o) != false))
        {
            if (await MayAsync(connection, null, query.ActorId, organization, Permission.Read))
            {
                visible.Add(organization);
            }
        }

        return new ObjectList(visible.Count == 0 ? [] : await connection.PageAsync(query, visible, cancellationToken));
    }

    public Task<MetadataResult> PatchAsync(PatchObject patch, IReadOnlyList<Guid>? served, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var (refusal, record) = await OpenForAsync(
                connection, transaction, new ObjectKey(patch.Type, patch.Id, patch.ActorId), served, Permission.Update);
            if (refusal is not null)
            {
                return refusal;
            }

            if (patch.Name is { } name && name != record!.Name
                && await connection.ByNameAsync(patch.Type, ParentOf(record), name, transaction) is not null)
            {
                return new MetadataResult(MetadataOutcome.NameTaken);
            }

            if (patch.BaseExperimentId is { } basis && !await IsInProjectAsync(connection, transaction, basis, record!.ProjectId))
            {
                return new MetadataResult(MetadataOutcome.BaseExperimentNotFound);
            }

            await connection.UpdateAsync(transaction, patch);
            return new MetadataResult(
                MetadataOutcome.Done, await connection.ByIdAsync(patch.Type, patch.Id, includeDeleted: false, transaction));
        },
        cancellationToken);

    public Task<MetadataResult> DeleteAsync(ObjectKey key, IReadOnlyList<Guid>? served, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var (refusal, _) = await OpenForAsync(connection, transaction, key, served, Permission.Delete);
            if (refusal is not null)
            {
                return refusal;
            }

            await connection.MarkDeletedAsync(transaction, key.Type, key.Id, time.GetUtcNow());
            return new MetadataResult(MetadataOutcome.Done, await connection.ByIdAsync(key.Type, key.Id, includeDeleted: true, transaction));
        },
        cancellationToken);

    private async Task<MetadataResult> RegisterAsync(DbConnection connection, DbTransaction transaction, RegisterObject request)
    {
        if (!await MayAsync(connection, transaction, request.ActorId, request.OrganizationId, Permission.Create))
        {
            return new MetadataResult(MetadataOutcome.Forbidden);
        }

        if (await connection.ByIdAsync(request.Type, request.Id, includeDeleted: false, transaction) is { } replayed)
        {
            // The answer to the first try was lost: the plane sends the same id again and gets the same answer.
            return replayed.OrganizationId == request.OrganizationId
                ? new MetadataResult(MetadataOutcome.Done, replayed, await ProjectOfAsync(connection, transaction, replayed))
                : new MetadataResult(MetadataOutcome.NotFound);
        }

        var (refusal, parent) = await FindParentAsync(connection, transaction, request);
        if (refusal is { } outcome)
        {
            return new MetadataResult(outcome);
        }

        var (baseIsMissing, baseId) = await FindBaseAsync(connection, transaction, request, parent);
        return baseIsMissing
            ? new MetadataResult(MetadataOutcome.BaseExperimentNotFound)
            : await PlaceAsync(connection, transaction, request, parent, baseId);
    }

    private async Task<MetadataResult> PlaceAsync(DbConnection connection, DbTransaction transaction, RegisterObject request, Guid parent, Guid? baseId)
    {
        var name = request.Name ?? NameGenerator.Next();
        var existing = await connection.ByNameAsync(request.Type, parent, name, transaction);
        if (existing is not null && request.OnConflict != NameConflict.AddSuffix)
        {
            return await TakeExistingAsync(connection, transaction, request, existing);
        }

        while (existing is not null)
        {
            name = (request.Name ?? name).WithSuffix("-" + RandomNumberGenerator.GetHexString(8, lowercase: true));
            existing = await connection.ByNameAsync(request.Type, parent, name, transaction);
        }

        await connection.InsertAsync(transaction, request, request.Id, parent, name, baseId, time.GetUtcNow());
        var made = (await connection.ByIdAsync(request.Type, request.Id, includeDeleted: false, transaction))!;
        return new MetadataResult(MetadataOutcome.Done, made, await ProjectOfAsync(connection, transaction, made));
    }

    private static async Task<MetadataResult> TakeExistingAsync(
        DbConnection connection, DbTransaction transaction, RegisterObject request, MetadataRecord existing)
    {
        if (request.OnConflict == NameConflict.Replace)
        {
            await connection.UpdateAsync(transaction, new PatchObject
            {
                Type = request.Type,
                Id = existing.Id,
                ActorId = request.ActorId,
                DatasetId = request.DatasetId,
                DatasetVersion = request.DatasetVersion,
                ParametersId = request.ParametersId,
                ParametersVersion = request.ParametersVersion,
                IsPublic = request.IsPublic,
            });
            existing = (await connection.ByIdAsync(request.Type, existing.Id, includeDeleted: false, transaction))!;
        }

        return new MetadataResult(MetadataOutcome.FoundExisting, existing, await ProjectOfAsync(connection, transaction, existing));
    }

    private async Task<(MetadataOutcome? Refusal, Guid ParentId)> FindParentAsync(
        DbConnection connection, DbTransaction transaction, RegisterObject request)
    {
        switch (request.Type)
        {
            case ResourceType.Project:
                return (null, request.OrganizationId);
            case ResourceType.DatasetSnapshot:
                var dataset = request.DatasetId is { } id
                    ? await connection.ByIdAsync(ResourceType.Dataset, id, includeDeleted: false, transaction)
                    : null;
                return dataset?.OrganizationId == request.OrganizationId ? (null, dataset.Id) : (MetadataOutcome.DatasetNotFound, default);
        }

        if (request.ProjectId is { } projectId)
        {
            var project = await connection.ByIdAsync(ResourceType.Project, projectId, includeDeleted: false, transaction);
            return project?.OrganizationId == request.OrganizationId ? (null, project.Id) : (MetadataOutcome.ProjectNotFound, default);
        }

        if (request.ProjectName is not { } name)
        {
            return (MetadataOutcome.ProjectNotFound, default);
        }

        if (await connection.ByNameAsync(ResourceType.Project, request.OrganizationId, name, transaction) is { } found)
        {
            return (null, found.Id);
        }

        var made = new RegisterObject
        {
            Type = ResourceType.Project,
            Id = request.NewProjectId ?? Guid.CreateVersion7(time.GetUtcNow()),
            ActorId = request.ActorId,
            OrganizationId = request.OrganizationId,
            OnConflict = NameConflict.ReturnExisting,
        };
        await connection.InsertAsync(transaction, made, made.Id, request.OrganizationId, name, baseId: null, time.GetUtcNow());
        return (null, made.Id);
    }

    private static async Task<(bool IsMissing, Guid? Id)> FindBaseAsync(
        DbConnection connection, DbTransaction transaction, RegisterObject request, Guid projectId)
    {
        if (request.Type != ResourceType.Experiment)
        {
            return (false, null);
        }

        if (request.BaseExperimentId is { } id)
        {
            return (!await IsInProjectAsync(connection, transaction, id, projectId), id);
        }

        if (request.BaseExperimentName is not { } name)
        {
            return (false, null);
        }

        var basis = await connection.ByNameAsync(ResourceType.Experiment, projectId, name, transaction);
        return (basis is null, basis?.Id);
    }

    private static async Task<(MetadataResult? Refusal, MetadataRecord? Record)> OpenForAsync(
        DbConnection connection, DbTransaction transaction, ObjectKey key, IReadOnlyList<Guid>? served, Permission permission)
    {
        var record = await connection.ByIdAsync(key.Type, key.Id, includeDeleted: false, transaction);
        if (record is null || !IsServed(record, served) || !await MayAsync(connection, transaction, key.ActorId, record.OrganizationId, Permission.Read))
        {
            return (new MetadataResult(MetadataOutcome.NotFound), null);
        }

        return await MayAsync(connection, transaction, key.ActorId, record.OrganizationId, permission)
            ? (null, record)
            : (new MetadataResult(MetadataOutcome.Forbidden), null);
    }

    private static async Task<bool> IsInProjectAsync(DbConnection connection, DbTransaction transaction, Guid experimentId, Guid projectId) =>
        (await connection.ByIdAsync(ResourceType.Experiment, experimentId, includeDeleted: false, transaction))?.ProjectId == projectId;

    private static async Task<MetadataRecord?> ProjectOfAsync(DbConnection connection, DbTransaction transaction, MetadataRecord record) =>
        record.Type == ResourceType.Project
            ? record
            : await connection.ByIdAsync(ResourceType.Project, record.ProjectId, includeDeleted: false, transaction);

    private static async Task<bool> MayAsync(DbConnection connection, DbTransaction? transaction, Guid userId, Guid organizationId, Permission permission) =>
        await connection.RoleOfAsync(userId, organizationId, transaction) is OrganizationRole role && role.Grants(permission);

    private static bool IsServed(MetadataRecord record, IReadOnlyList<Guid>? served) => served?.Contains(record.OrganizationId) != false;

    private static Guid ParentOf(MetadataRecord record) => record.Type switch
    {
        ResourceType.Project => record.OrganizationId,
        ResourceType.DatasetSnapshot => record.DatasetId!.Value,
        _ => record.ProjectId,
    };
}
