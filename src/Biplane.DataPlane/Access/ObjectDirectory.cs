using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Identity;
using Biplane.Model;

namespace Biplane.DataPlane.Access;

/// <summary>Asks the control plane, which keeps the names.</summary>
internal sealed class ObjectDirectory(ControlPlaneClient client) : IObjectDirectory
{
    /// <summary>A query over more objects than this would be no answerable question.</summary>
    private const int MaxObjects = 10_000;

    public async Task<IReadOnlyList<Guid>> ListAsync(
        Caller caller, ObjectKind kind, IReadOnlyList<Guid> organizationIds, string? name, CancellationToken cancellationToken)
    {
        MetadataName wanted = default;
        if (TypeOf(kind) is not { } type || organizationIds.Count == 0 || (name is not null && !MetadataName.TryCreate(name, out wanted)))
        {
            return [];
        }

        var found = new List<Guid>();
        while (found.Count < MaxObjects)
        {
            var query = new ObjectQuery
            {
                Type = type,
                ActorId = caller.UserId,
                OrganizationIds = organizationIds,
                Name = name is null ? null : wanted,
                StartingAfter = found.Count > 0 ? found[^1] : null,
            };
            var records = (await client.CallAsync(PlaneRoutes.ListObjects, query, cancellationToken)).Records;
            found.AddRange(records.Select(record => record.Id));
            if (records.Count < ObjectQuery.MaxLimit)
            {
                break;
            }
        }

        return found;
    }

    // Logs and functions live under their project's id.
    private static ResourceType? TypeOf(ObjectKind kind) => kind switch
    {
        ObjectKind.ProjectLogs or ObjectKind.ProjectFunctions => ResourceType.Project,
        ObjectKind.Experiment => ResourceType.Experiment,
        ObjectKind.Dataset => ResourceType.Dataset,
        _ => null,
    };
}
