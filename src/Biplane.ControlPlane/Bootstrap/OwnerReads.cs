using Biplane.Contracts.Identity;
using Biplane.Hosting.Sqlite;
using Dapper;

namespace Biplane.ControlPlane.Bootstrap;

/// <summary>The person that commands on this machine act for: the first owner of the first organization.</summary>
internal sealed class OwnerReads(SqliteDatabase database)
{
    public async Task<(Guid UserId, Guid OrganizationId)> FirstAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QueryFirstAsync<OwnerRow>(
            """
            SELECT m.user_id AS UserId, m.org_id AS OrganizationId FROM memberships m JOIN organizations o ON o.id = m.org_id
            WHERE m.role = @Role ORDER BY o.created, m.created, m.user_id LIMIT 1
            """,
            new { Role = (int)OrganizationRole.Owner });
        return (Guid.ParseExact(row.UserId, "D"), Guid.ParseExact(row.OrganizationId, "D"));
    }

    private sealed record OwnerRow(string UserId, string OrganizationId);
}
