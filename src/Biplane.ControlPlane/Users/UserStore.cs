using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.Metadata;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.ControlPlane.Users;

/// <summary>People who belong to organizations.</summary>
internal sealed class UserStore(SqliteDatabase database)
{
    private const string Columns =
        "u.id AS Id, u.email AS Email, u.given_name AS GivenName, u.family_name AS FamilyName, u.created AS Created";

    public async Task<UserRecord?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<UserRow>($"SELECT {Columns} FROM users u WHERE u.id = @Id", new { Id = id.Text() });
        return row?.ToRecord();
    }

    /// <summary>The members of organizations, newest first.</summary>
    public async Task<IReadOnlyList<UserRecord>> ListAsync(IReadOnlyList<Guid> organizationIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<UserRow>(
            $"""
            SELECT {Columns} FROM users u
            WHERE EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id AND m.org_id IN @Organizations)
            ORDER BY u.created DESC, u.id DESC
            """,
            new { Organizations = organizationIds.Select(Ids.Text) });
        return [.. rows.Select(r => r.ToRecord())];
    }

    private sealed record UserRow(string Id, string Email, string? GivenName, string? FamilyName, long Created)
    {
        public UserRecord ToRecord() => new(
            Guid.ParseExact(Id, "D"), EmailAddress.Create(Email), Name(GivenName), Name(FamilyName), Ids.Time(Created));

        private static MetadataName? Name(string? text) => text is null ? null : MetadataName.Create(text);
    }
}
