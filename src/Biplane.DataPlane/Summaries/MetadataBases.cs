using Biplane.Contracts.Objects;
using Biplane.DataPlane.Access;
using Biplane.DataPlane.ControlPlaneProxy;
using Biplane.Hosting.Identity;
using Biplane.Model;

namespace Biplane.DataPlane.Summaries;

/// <summary>Takes the base of an experiment from where experiments' metadata is known.</summary>
internal sealed class MetadataBases(KnownObjects known, BaseExperiments bases, IObjectAccess access) : IBaseExperiments
{
    public async ValueTask<ObjectInfo?> FindBaseAsync(Caller caller, ObjectInfo experiment, CancellationToken cancellationToken)
    {
        var record = await known.ReadAsync(caller, ResourceType.Experiment, experiment.Object.Id, cancellationToken);
        return record is not null && await bases.FindAsync(caller, record, cancellationToken) is { } found
            ? await access.FindAsync(caller, new ObjectRef(ObjectKind.Experiment, found.Id), Permission.Read, cancellationToken)
            : null;
    }
}
