using System.Buffers.Text;
using Biplane.Contracts.Planes;
using Biplane.ControlPlane.Metadata;
using Biplane.Hosting.Keys;
using Biplane.Hosting.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Biplane.ControlPlane.DataPlanes;

/// <summary>Data planes that have joined, and the one-time codes with which they do.</summary>
internal sealed class DataPlaneStore(SqliteDatabase database, TimeProvider time)
{
    /// <summary>A code is good for so long.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromHours(1);

    public Task<EnrollmentCode> CreateCodeAsync(Guid organizationId, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            _ = EnrollmentCode.TryCreate(SecretHash.NewSecret(), out var code);
            await connection.ExecuteAsync(
                "INSERT INTO enrollment_codes (code_hash, org_id, expires_at) VALUES (@Hash, @OrganizationId, @ExpiresAt)",
                new
                {
                    Hash = SecretHash.Of(code.Value),
                    OrganizationId = organizationId.Text(),
                    ExpiresAt = (time.GetUtcNow() + CodeLifetime).ToUnixTimeMilliseconds(),
                },
                transaction);
            return code;
        },
        cancellationToken);

    /// <summary>Takes a data plane in and binds the code's organization to it; null if the code is not good.</summary>
    public async Task<DataPlaneRecord?> EnrollAsync(EnrollPlane request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var isGood = await database.WriteAsync(
            async (connection, transaction) =>
            {
                var organization = await connection.QuerySingleOrDefaultAsync<string>(
                    "UPDATE enrollment_codes SET used_at = @Now WHERE code_hash = @Hash AND used_at IS NULL AND expires_at > @Now RETURNING org_id",
                    new { Hash = SecretHash.Of(request.Code.Value), Now = now.ToUnixTimeMilliseconds() },
                    transaction);
                if (organization is null)
                {
                    return false;
                }

                await connection.ExecuteAsync(
                    "INSERT INTO data_planes (id, api_url, x, y, created, last_seen) VALUES (@Id, @ApiUrl, @X, @Y, @Now, @Now)",
                    new
                    {
                        Id = id.Text(),
                        ApiUrl = request.ApiUrl.Value,
                        X = Base64Url.EncodeToString(request.PublicKey.X.Span),
                        Y = Base64Url.EncodeToString(request.PublicKey.Y.Span),
                        Now = now.ToUnixTimeMilliseconds(),
                    },
                    transaction);
                await connection.ExecuteAsync(
                    "UPDATE organizations SET data_plane_id = @Id WHERE id = @Organization",
                    new { Id = id.Text(), Organization = organization },
                    transaction);
                return true;
            },
            cancellationToken);
        return isGood ? await FindAsync(id, cancellationToken) : null;
    }

    /// <summary>Takes note of where a plane is now. Where that is known already, a full disk is no reason to keep the plane from starting.</summary>
    public async Task AnnounceAsync(Guid id, PlaneUrl apiUrl, CancellationToken cancellationToken)
    {
        var isKnown = (await FindAsync(id, cancellationToken))?.ApiUrl == apiUrl;
        await (isKnown ? database.NoteAsync(UpdateAsync, cancellationToken) : database.WriteAsync(UpdateAsync, cancellationToken));

        Task<int> UpdateAsync(SqliteConnection connection, SqliteTransaction transaction) => connection.ExecuteAsync(
            "UPDATE data_planes SET api_url = @ApiUrl, last_seen = @Now WHERE id = @Id",
            new { Id = id.Text(), ApiUrl = apiUrl.Value, Now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            transaction);
    }

    public async Task<DataPlaneRecord?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<DataPlaneRow>(
            "SELECT id AS Id, api_url AS ApiUrl, x AS X, y AS Y FROM data_planes WHERE id = @Id", new { Id = id.Text() });
        if (row is null)
        {
            return null;
        }

        var organizations = await connection.QueryAsync<string>(
            "SELECT id FROM organizations WHERE data_plane_id = @Id ORDER BY created, id", new { row.Id });
        return new DataPlaneRecord(
            id,
            PlaneUrl.Create(row.ApiUrl),
            new Es256PublicKey(Base64Url.DecodeFromChars(row.X), Base64Url.DecodeFromChars(row.Y)),
            [.. organizations.Select(o => Guid.ParseExact(o, "D"))]);
    }

    /// <summary>Where an organization is served; null where that is nowhere.</summary>
    public async Task<PlaneUrl?> UrlOfAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var url = await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT d.api_url FROM data_planes d JOIN organizations o ON o.data_plane_id = d.id WHERE o.id = @Id", new { Id = organizationId.Text() });
        return url is null ? null : PlaneUrl.Create(url);
    }

    /// <summary>The origins of all data planes, or of those that serve the given organizations.</summary>
    public async Task<IReadOnlyList<string>> OriginsAsync(IReadOnlyList<Guid>? organizationIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var urls = organizationIds is null
            ? await connection.QueryAsync<string>("SELECT api_url FROM data_planes WHERE id IN (SELECT data_plane_id FROM organizations)")
            : await connection.QueryAsync<string>(
                "SELECT DISTINCT d.api_url FROM data_planes d JOIN organizations o ON o.data_plane_id = d.id WHERE o.id IN @Ids",
                new { Ids = organizationIds.Select(Ids.Text) });
        return [.. urls.Select(u => PlaneUrl.Create(u).Origin).Distinct(StringComparer.Ordinal)];
    }

    private sealed record DataPlaneRow(string Id, string ApiUrl, string X, string Y);
}
