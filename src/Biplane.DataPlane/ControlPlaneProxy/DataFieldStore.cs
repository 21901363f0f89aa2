using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Biplane.Contracts.Fields;
using Biplane.Contracts.Objects;
using Biplane.Hosting.Metadata;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.DataPlane.ControlPlaneProxy;

/// <summary>
/// The data plane's half of named things. A half is written before the control plane is asked for the other one, so that a crash in
/// between leaves a half that nobody can see (swept later), never a visible thing without its description.
/// </summary>
internal sealed class DataFieldStore(SqliteDatabase database, TimeProvider time)
{
    private static readonly TimeSpan UnconfirmedAfter = TimeSpan.FromHours(1);

    public Task InsertAsync(Guid id, ResourceType type, DataFields fields, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "INSERT INTO object_data (id, type, fields, git_commit, created) VALUES (@Id, @Type, @Fields, @Commit, @Created)",
            new
            {
                Id = id.ToString("D"),
                Type = (int)type,
                Fields = Pack(fields),
                Commit = GitFacts.CommitOf(fields),
                Created = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            transaction),
        cancellationToken);

    /// <summary>The control plane has the other half.</summary>
    public Task ConfirmAsync(Guid id, Guid projectId, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "UPDATE object_data SET is_confirmed = 1, project_id = @ProjectId WHERE id = @Id",
            new { Id = id.ToString("D"), ProjectId = projectId.ToString("D") },
            transaction),
        cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("DELETE FROM object_data WHERE id = @Id", new { Id = id.ToString("D") }, transaction),
        cancellationToken);

    /// <summary>Merges fields into a thing's half: objects deeply, all else by replacement.</summary>
    public Task MergeAsync(Guid id, ResourceType type, Guid projectId, DataFields changes, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var merged = FieldMerge.Merge(await ReadAsync(connection, transaction, id), changes);
            return await connection.ExecuteAsync(
                """
                INSERT INTO object_data (id, type, fields, is_confirmed, project_id, git_commit, created)
                VALUES (@Id, @Type, @Fields, 1, @ProjectId, @Commit, @Created)
                ON CONFLICT (id) DO UPDATE SET fields = excluded.fields, git_commit = excluded.git_commit, is_confirmed = 1
                """,
                new
                {
                    Id = id.ToString("D"),
                    Type = (int)type,
                    Fields = Pack(merged),
                    ProjectId = projectId.ToString("D"),
                    Commit = GitFacts.CommitOf(merged),
                    Created = time.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                transaction);
        },
        cancellationToken);

    public async Task<DataFields> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, transaction: null, id);
    }

    public async Task<IReadOnlyDictionary<Guid, DataFields>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<FieldsRow>(
            "SELECT id AS Id, type AS Type, fields AS Fields FROM object_data WHERE id IN @Ids", new { Ids = ids.Select(id => id.ToString("D")) });
        return rows.ToDictionary(r => Guid.ParseExact(r.Id, "D"), r => Unpack((ResourceType)r.Type, r.Fields));
    }

    /// <summary>The newest experiment of a project that was run at the first of the commits which has any.</summary>
    public async Task<Guid?> FindByCommitAsync(Guid projectId, IReadOnlyList<string> commits, Guid except, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var chunk in commits.Chunk(500))
        {
            var rows = (await connection.QueryAsync<CommitRow>(
                """
                SELECT id AS Id, git_commit AS GitCommit FROM object_data
                WHERE project_id = @ProjectId AND git_commit IN @Commits AND id <> @Except AND is_confirmed = 1 ORDER BY created DESC, id DESC
                """,
                new { ProjectId = projectId.ToString("D"), Commits = chunk, Except = except.ToString("D") })).AsList();
            foreach (var commit in chunk)
            {
                if (rows.Find(r => r.GitCommit == commit) is { } hit)
                {
                    return Guid.ParseExact(hit.Id, "D");
                }
            }
        }

        return null;
    }

    public Task SetGitBaseAsync(Guid id, Guid baseId, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "UPDATE object_data SET git_base_id = @BaseId WHERE id = @Id", new { Id = id.ToString("D"), BaseId = baseId.ToString("D") }, transaction),
        cancellationToken);

    public async Task<Guid?> GitBaseOfAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var text = await connection.QuerySingleOrDefaultAsync<string>("SELECT git_base_id FROM object_data WHERE id = @Id", new { Id = id.ToString("D") });
        return text is null ? null : Guid.ParseExact(text, "D");
    }

    /// <summary>Drops halves whose other half was never taken.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => database.NoteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM object_data WHERE is_confirmed = 0 AND created < @Before",
            new { Before = (time.GetUtcNow() - UnconfirmedAfter).ToUnixTimeMilliseconds() },
            transaction),
        cancellationToken);

    private static async Task<DataFields> ReadAsync(DbConnection connection, DbTransaction? transaction, Guid id)
    {
        var row = await connection.QuerySingleOrDefaultAsync<FieldsRow>(
            "SELECT id AS Id, type AS Type, fields AS Fields FROM object_data WHERE id = @Id", new { Id = id.ToString("D") }, transaction);
        return row is null ? DataFields.Empty : Unpack((ResourceType)row.Type, row.Fields);
    }

    private static byte[] Pack(DataFields fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (name, value) in fields.All.Where(f => f.Key != GitFacts.AncestorCommits))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static DataFields Unpack(ResourceType type, byte[] json) =>
        GitFacts.WithCommit(ObjectBodyReader.Parse(json, FieldCatalogue.DataFieldsOf(type), DataFieldRule.Keep).Data);

    private sealed record FieldsRow(string Id, long Type, byte[] Fields);

    private sealed record CommitRow(string Id, string GitCommit);
}
