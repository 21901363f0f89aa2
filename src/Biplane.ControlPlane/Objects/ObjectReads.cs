using System.Data.Common;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.Metadata;
using Dapper;

namespace Biplane.ControlPlane.Objects;

/// <summary>Reads of named things, on a connection that the caller holds.</summary>
internal static class ObjectReads
{
    public static async Task<MetadataRecord?> ByIdAsync(this DbConnection connection, ResourceType type, Guid id, bool includeDeleted, DbTransaction? transaction)
    {
        var table = ObjectTable.Of(type);
        var sql = $"{table.Select} WHERE t.id = @Id" + (includeDeleted ? "" : $" AND {table.IsLive}");
        return (await connection.QuerySingleOrDefaultAsync<ObjectRow>(sql, new { Id = id.Text() }, transaction))?.ToRecord(type);
    }

    public static async Task<MetadataRecord?> ByNameAsync(
        this DbConnection connection, ResourceType type, Guid parentId, MetadataName name, DbTransaction? transaction)
    {
        var table = ObjectTable.Of(type);
        var sql = $"{table.Select} WHERE t.{table.Parent} = @ParentId AND t.name = @Name AND {table.IsLive}";
        var row = await connection.QuerySingleOrDefaultAsync<ObjectRow>(sql, new { ParentId = parentId.Text(), Name = name.Value }, transaction);
        return row?.ToRecord(type);
    }

    /// <summary>A page, newest first. The conditions are constant SQL; every value is a parameter.</summary>
    public static async Task<IReadOnlyList<MetadataRecord>> PageAsync(
        this DbConnection connection, ObjectQuery query, IReadOnlyList<Guid> organizations, CancellationToken cancellationToken)
    {
        var table = ObjectTable.Of(query.Type);
        var conditions = new List<string> { "p.org_id IN @Organizations", table.IsLive };
        Add(query.Name is not null, "t.name = @Name");
        Add(query.ProjectId is not null, "p.id = @ProjectId");
        Add(query.ProjectName is not null, "p.name = @ProjectName");
        Add(query.DatasetId is not null && query.Type == ResourceType.DatasetSnapshot, "t.dataset_id = @DatasetId");
        Add(query.Ids is not null, "t.id IN @Ids");
        Add(query.StartingAfter is not null, $"t.seq < (SELECT seq FROM {table.Name} WHERE id = @StartingAfter)");
        Add(query.EndingBefore is not null, $"t.seq > (SELECT seq FROM {table.Name} WHERE id = @EndingBefore)");

        // The page before a row is its nearest newer neighbours, so it is walked away from the row and turned round.
        var isBackwards = query.EndingBefore is not null;
        var sql = $"{table.Select} WHERE {string.Join(" AND ", conditions)} ORDER BY t.seq {(isBackwards ? "ASC" : "DESC")} LIMIT @Limit";
        var rows = await connection.QueryAsync<ObjectRow>(new CommandDefinition(
            sql,
            new
            {
                Organizations = organizations.Select(Ids.Text),
                Name = query.Name?.Value,
                ProjectId = query.ProjectId.Text(),
                ProjectName = query.ProjectName?.Value,
                DatasetId = query.DatasetId.Text(),
                Ids = query.Ids?.Select(Ids.Text),
                StartingAfter = query.StartingAfter.Text(),
                EndingBefore = query.EndingBefore.Text(),
                Limit = Math.Clamp(query.Limit, 0, ObjectQuery.MaxLimit),
            },
            cancellationToken: cancellationToken));
        var records = rows.Select(r => r.ToRecord(query.Type)).ToList();
        if (isBackwards)
        {
            records.Reverse();
        }

        return records;

        void Add(bool applies, string condition)
        {
            if (applies)
            {
                conditions.Add(condition);
            }
        }
    }
}
