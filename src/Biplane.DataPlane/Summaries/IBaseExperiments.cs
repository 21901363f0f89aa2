using Biplane.DataPlane.Access;
using Biplane.Hosting.Identity;

namespace Biplane.DataPlane.Summaries;

/// <summary>Knows what an experiment is compared with when the request does not say. Implemented where experiments' metadata is kept.</summary>
internal interface IBaseExperiments
{
    /// <summary>The base that the experiment names, else the most recent other experiment of its project, else null.</summary>
    ValueTask<ObjectInfo?> FindBaseAsync(Caller caller, ObjectInfo experiment, CancellationToken cancellationToken);
}
