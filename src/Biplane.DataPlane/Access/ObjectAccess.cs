using Biplane.Contracts.Objects;
using Biplane.Hosting.Identity;
using Biplane.Model;

namespace Biplane.DataPlane.Access;

/// <summary>Checks a caller's role in the organization that an object belongs to.</summary>
internal sealed class ObjectAccess(KnownObjects known) : IObjectAccess
{
    public async ValueTask<ObjectInfo?> FindAsync(Caller caller, ObjectRef target, Permission permission, CancellationToken cancellationToken)
    {
        if (TypeOf(target.Kind) is not { } type
            || await known.FindAsync(caller, type, target.Id, cancellationToken) is not { } record
            || !caller.Holds(permission, record.OrganizationId))
        {
            return null;
        }

        return new ObjectInfo(
            target, record.Name.Value, record.OrganizationId, record.OrganizationName.Value, record.ProjectId, record.ProjectName.Value);
    }

    // Logs and functions live under their project's id. Playground sessions have no record of their own yet.
    private static ResourceType? TypeOf(ObjectKind kind) => kind switch
    {
        ObjectKind.ProjectLogs or ObjectKind.ProjectFunctions => ResourceType.Project,
        ObjectKind.Experiment => ResourceType.Experiment,
        ObjectKind.Dataset => ResourceType.Dataset,
        _ => null,
    };
}
