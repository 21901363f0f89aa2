using System.Data.Common;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.Metadata;
using Dapper;

namespace Biplane.ControlPlane.Objects;

/// <summary>Writes of named things, inside a write transaction that the caller holds.</summary>
internal static class ObjectWrites
{
    public static Task InsertAsync(
        this DbConnection connection, DbTransaction transaction, RegisterObject request, Guid id, Guid parentId, MetadataName name, Guid? baseId, DateTimeOffset now)
    {
        var sql = request.Type switch
        {
            ResourceType.Project =>
                "INSERT INTO projects (id, org_id, name, user_id, created) VALUES (@Id, @ParentId, @Name, @UserId, @Created)",
            ResourceType.Dataset =>
                "INSERT INTO datasets (id, project_id, name, user_id, created) VALUES (@Id, @ParentId, @Name, @UserId, @Created)",
            ResourceType.DatasetSnapshot =>
                """
                INSERT INTO dataset_snapshots (id, dataset_id, name, user_id, created, xact_id)
                VALUES (@Id, @ParentId, @Name, @UserId, @Created, @DatasetVersion)
                """,
            ResourceType.Experiment =>
                """
                INSERT INTO experiments (id, project_id, name, user_id, created, base_exp_id, dataset_id, dataset_version,
                                         parameters_id, parameters_version, public)
                VALUES (@Id, @ParentId, @Name, @UserId, @Created, @BaseId, @DatasetId, @DatasetVersion, @ParametersId, @ParametersVersion, @IsPublic)
                """,
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Type, "Unknown resource type."),
        };
        return connection.ExecuteAsync(
            sql,
            new
            {
                Id = id.Text(),
                ParentId = parentId.Text(),
                Name = name.Value,
                UserId = request.ActorId.Text(),
                Created = now.ToUnixTimeMilliseconds(),
                BaseId = baseId.Text(),
                DatasetId = request.DatasetId.Text(),
                DatasetVersion = Number(request.DatasetVersion?.Value),
                ParametersId = request.ParametersId.Text(),
                ParametersVersion = Number(request.ParametersVersion?.Value),
                IsPublic = request.IsPublic == true ? 1 : 0,
            },
            transaction);
    }

    public static Task UpdateAsync(this DbConnection connection, DbTransaction transaction, PatchObject patch)
    {
        var sql = patch.Type switch
        {
            ResourceType.Experiment =>
                """
                UPDATE experiments SET name = coalesce(@Name, name), base_exp_id = coalesce(@BaseId, base_exp_id),
                    dataset_id = coalesce(@DatasetId, dataset_id), dataset_version = coalesce(@DatasetVersion, dataset_version),
                    parameters_id = coalesce(@ParametersId, parameters_id), parameters_version = coalesce(@ParametersVersion, parameters_version),
                    public = coalesce(@IsPublic, public)
                WHERE id = @Id
                """,
            ResourceType.DatasetSnapshot =>
                "UPDATE dataset_snapshots SET name = coalesce(@Name, name), xact_id = coalesce(@DatasetVersion, xact_id) WHERE id = @Id",
            _ => $"UPDATE {ObjectTable.Of(patch.Type).Name} SET name = coalesce(@Name, name) WHERE id = @Id",
        };
        return connection.ExecuteAsync(
            sql,
            new
            {
                Id = patch.Id.Text(),
                Name = patch.Name?.Value,
                BaseId = patch.BaseExperimentId.Text(),
                DatasetId = patch.DatasetId.Text(),
                DatasetVersion = Number(patch.DatasetVersion?.Value),
                ParametersId = patch.ParametersId.Text(),
                ParametersVersion = Number(patch.ParametersVersion?.Value),
                IsPublic = patch.IsPublic is { } isPublic ? (isPublic ? 1 : 0) : (int?)null,
            },
            transaction);
    }

    public static Task MarkDeletedAsync(this DbConnection connection, DbTransaction transaction, ResourceType type, Guid id, DateTimeOffset now) =>
        connection.ExecuteAsync(
            $"UPDATE {ObjectTable.Of(type).Name} SET deleted_at = @Now WHERE id = @Id AND deleted_at IS NULL",
            new { Id = id.Text(), Now = now.ToUnixTimeMilliseconds() },
            transaction);

    private static long? Number(ulong? value) => value is { } number ? unchecked((long)number) : null;
}
