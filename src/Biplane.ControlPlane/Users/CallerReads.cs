using Biplane.Contracts.Identity;
using Biplane.ControlPlane.Organizations;
using Biplane.Hosting.Sqlite;

namespace Biplane.ControlPlane.Users;

/// <summary>What a user is, for sessions and tokens.</summary>
internal sealed class CallerReads(SqliteDatabase database, UserStore users)
{
    public async Task<IReadOnlyList<OrganizationMembership>> MembershipsAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.MembershipsOfAsync(userId);
    }

    /// <summary>A user within one organization, or in all of theirs.</summary>
    public async Task<CallerIdentity> IdentifyAsync(Guid userId, Guid? organizationId, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is not { } user)
        {
            return CallerIdentity.Unknown;
        }

        var memberships = (await MembershipsAsync(userId, cancellationToken)).Where(m => organizationId is null || m.OrganizationId == organizationId).ToList();
        return memberships.Count == 0 ? CallerIdentity.Unknown : new CallerIdentity(IsActive: true, userId, user.Email, memberships);
    }
}
