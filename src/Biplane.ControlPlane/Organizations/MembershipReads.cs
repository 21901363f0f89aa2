using System.Data.Common;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.ControlPlane.Metadata;
using Dapper;

namespace Biplane.ControlPlane.Organizations;

/// <summary>Who belongs where.</summary>
internal static class MembershipReads
{
    public static async Task<OrganizationRole?> RoleOfAsync(this DbConnection connection, Guid userId, Guid organizationId, DbTransaction? transaction)
    {
        var role = await connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT role FROM memberships WHERE org_id = @OrganizationId AND user_id = @UserId",
            new { OrganizationId = organizationId.Text(), UserId = userId.Text() },
            transaction);
        return role is { } value ? (OrganizationRole)value : null;
    }

    public static async Task<IReadOnlyList<OrganizationMembership>> MembershipsOfAsync(this DbConnection connection, Guid userId)
    {
        var rows = await connection.QueryAsync<MembershipRow>(
            """
            SELECT m.org_id AS OrganizationId, o.name AS Name, m.role AS Role
            FROM memberships m JOIN organizations o ON o.id = m.org_id
            WHERE m.user_id = @UserId ORDER BY o.created, o.id
            """,
            new { UserId = userId.Text() });
        return [.. rows.Select(r => new OrganizationMembership(Guid.ParseExact(r.OrganizationId, "D"), MetadataName.Create(r.Name), (OrganizationRole)r.Role))];
    }

    private sealed record MembershipRow(string OrganizationId, string Name, long Role);
}
