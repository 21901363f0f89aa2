using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.Metadata;
using Biplane.ControlPlane.Organizations;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.ControlPlane.ApiKeys;

/// <summary>API keys as keyed hashes. A key reaches one organization, with its user's role there.</summary>
internal sealed class ApiKeyStore(SqliteDatabase database, KeyPepper pepper, TimeProvider time)
{
    private const string Select =
        """
        SELECT k.id AS Id, k.name AS Name, k.preview_name AS Preview, k.user_id AS UserId, u.email AS Email, k.org_id AS OrganizationId,
               k.created AS Created
        FROM api_keys k JOIN users u ON u.id = k.user_id
        """;

    /// <summary>Whose a key is. The hash is looked up in an index: comparing it tells nothing that helps to find a 256-bit key.</summary>
    public async Task<CallerIdentity> IdentifyAsync(KeyDigest digest, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ApiKeyRow>(
            $"{Select} WHERE k.key_hash = @Hash AND k.revoked_at IS NULL", new { Hash = pepper.Hash(digest) });
        if (row is null)
        {
            return CallerIdentity.Unknown;
        }

        var key = row.ToRecord();
        var memberships = (await connection.MembershipsOfAsync(key.UserId)).Where(m => m.OrganizationId == key.OrganizationId).ToList();
        return memberships.Count == 0 ? CallerIdentity.Unknown : new CallerIdentity(IsActive: true, key.UserId, key.Email, memberships);
    }

    /// <summary>The keys of a user.</summary>
    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(Guid userId, IReadOnlyList<Guid> organizationIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<ApiKeyRow>(
            $"{Select} WHERE k.user_id = @UserId AND k.org_id IN @Organizations AND k.revoked_at IS NULL ORDER BY k.seq DESC",
            new { UserId = userId.Text(), Organizations = organizationIds.Select(Ids.Text) });
        return [.. rows.Select(r => r.ToRecord())];
    }

    public Task<ApiKeyResult> CreateAsync(CreateApiKey request, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (await connection.RoleOfAsync(request.ActorId, request.OrganizationId, transaction) is null)
            {
                return new ApiKeyResult(MetadataOutcome.Forbidden);
            }

            await connection.ExecuteAsync(
                """
                INSERT INTO api_keys (id, name, preview_name, user_id, org_id, key_hash, created)
                VALUES (@Id, @Name, @Preview, @UserId, @OrganizationId, @Hash, @Created)
                """,
                new
                {
                    Id = request.Id.Text(),
                    Name = request.Name.Value,
                    Preview = request.Preview.Value,
                    UserId = request.ActorId.Text(),
                    OrganizationId = request.OrganizationId.Text(),
                    Hash = pepper.Hash(request.Digest),
                    Created = time.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                transaction);
            var row = await connection.QuerySingleAsync<ApiKeyRow>($"{Select} WHERE k.id = @Id", new { Id = request.Id.Text() }, transaction);
            return new ApiKeyResult(MetadataOutcome.Done, row.ToRecord());
        },
        cancellationToken);

    /// <summary>Revokes a key of a user.</summary>
    public Task<ApiKeyResult> DeleteAsync(Guid id, Guid userId, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var row = await connection.QuerySingleOrDefaultAsync<ApiKeyRow>(
                $"{Select} WHERE k.id = @Id AND k.user_id = @UserId AND k.revoked_at IS NULL", new { Id = id.Text(), UserId = userId.Text() }, transaction);
            if (row is null)
            {
                return new ApiKeyResult(MetadataOutcome.NotFound);
            }

            await connection.ExecuteAsync(
                "UPDATE api_keys SET revoked_at = @Now WHERE id = @Id",
                new { Id = id.Text(), Now = time.GetUtcNow().ToUnixTimeMilliseconds() },
                transaction);
            return new ApiKeyResult(MetadataOutcome.Done, row.ToRecord());
        },
        cancellationToken);

    private sealed record ApiKeyRow(string Id, string Name, string Preview, string UserId, string Email, string OrganizationId, long Created)
    {
        public ApiKeyRecord ToRecord() => new(
            Guid.ParseExact(Id, "D"),
            MetadataName.Create(Name),
            KeyPreview.Create(Preview),
            Guid.ParseExact(UserId, "D"),
            EmailAddress.Create(Email),
            Guid.ParseExact(OrganizationId, "D"),
            Ids.Time(Created));
    }
}
