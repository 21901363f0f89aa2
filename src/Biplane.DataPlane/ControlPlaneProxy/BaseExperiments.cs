using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Access;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Metadata;

namespace Biplane.DataPlane.ControlPlaneProxy;

/// <summary>
/// What an experiment is compared with: the base that was named, else the newest run at the nearest ancestor commit when it was made,
/// else the newest earlier experiment of its project.
/// </summary>
internal sealed class BaseExperiments(ControlPlaneClient client, DataFieldStore fields, KnownObjects known)
{
    public async Task<MetadataRecord?> FindAsync(Caller caller, MetadataRecord experiment, CancellationToken cancellationToken)
    {
        Guid?[] candidates = [experiment.BaseExperimentId, await fields.GitBaseOfAsync(experiment.Id, cancellationToken)];
        foreach (var candidate in candidates)
        {
            if (candidate is { } id && await known.ReadAsync(caller, ResourceType.Experiment, id, cancellationToken) is { } basis)
            {
                return basis;
            }
        }

        var earlier = new ObjectQuery
        {
            Type = ResourceType.Experiment,
            ActorId = caller.UserId,
            OrganizationIds = [experiment.OrganizationId],
            ProjectId = experiment.ProjectId,
            StartingAfter = experiment.Id,
            Limit = 1,
        };
        var records = (await client.CallAsync(PlaneRoutes.ListObjects, earlier, cancellationToken)).Records;
        return records.Count > 0 ? records[0] : null;
    }

    /// <summary>Looks the ancestors up while they are known: they are not stored.</summary>
    public async Task RememberAncestryAsync(MetadataRecord experiment, DataFields data, CancellationToken cancellationToken)
    {
        var ancestors = experiment.Type == ResourceType.Experiment ? GitFacts.AncestorsOf(data) : [];
        if (ancestors.Count > 0 && await fields.FindByCommitAsync(experiment.ProjectId, ancestors, experiment.Id, cancellationToken) is { } basis)
        {
            await fields.SetGitBaseAsync(experiment.Id, basis, cancellationToken);
        }
    }
}
