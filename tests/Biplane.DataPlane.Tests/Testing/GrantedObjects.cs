using Biplane.DataPlane.Access;
using Biplane.Hosting.Identity;
using Biplane.Model;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>Objects that a test made, and who may do what to them: everybody in their organization, by role.</summary>
internal sealed class GrantedObjects : IObjectAccess, IObjectDirectory
{
    private readonly Dictionary<ObjectRef, ObjectInfo> _objects = [];
    private readonly HashSet<(Guid UserId, ObjectRef Object)> _hidden = [];

    public ObjectRef Add(ObjectKind kind, Guid organizationId, string name = "thing", Guid? projectId = null)
    {
        var target = new ObjectRef(kind, Guid.NewGuid());
        _objects[target] = new ObjectInfo(target, name, organizationId, "acme", projectId ?? target.Id, "project");
        return target;
    }

    public void Rename(ObjectRef target, string name) => _objects[target] = _objects[target] with { Name = name };

    /// <summary>Takes one user's access to an object away.</summary>
    public void Hide(Caller caller, ObjectRef target) => _hidden.Add((caller.UserId, target));

    public ValueTask<ObjectInfo?> FindAsync(Caller caller, ObjectRef target, Permission permission, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            _objects.TryGetValue(target, out var info) && caller.Holds(permission, info.OrganizationId) && !_hidden.Contains((caller.UserId, target)) ? info : null);

    public Task<IReadOnlyList<Guid>> ListAsync(
        Caller caller, ObjectKind kind, IReadOnlyList<Guid> organizationIds, string? name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Guid>>(
            [.. _objects.Values.Where(o => o.Object.Kind == kind && organizationIds.Contains(o.OrganizationId) && (name is null || o.Name == name)).Select(o => o.Object.Id)]);
}
