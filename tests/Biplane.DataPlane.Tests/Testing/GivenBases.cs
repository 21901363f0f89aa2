using Biplane.DataPlane.Access;
using Biplane.DataPlane.Summaries;
using Biplane.Hosting.Identity;
using Biplane.Model;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>Base experiments that a test set.</summary>
internal sealed class GivenBases : IBaseExperiments
{
    private readonly Dictionary<ObjectRef, ObjectInfo> _bases = [];

    public void Set(ObjectRef experiment, ObjectInfo info) => _bases[experiment] = info;

    public ValueTask<ObjectInfo?> FindBaseAsync(Caller caller, ObjectInfo experiment, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_bases.GetValueOrDefault(experiment.Object));
}
