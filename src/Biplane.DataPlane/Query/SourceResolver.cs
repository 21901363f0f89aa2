using Biplane.DataPlane.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Query.Sources;

namespace Biplane.DataPlane.Query;

/// <summary>Finds the objects that a query means by a name, an organization or everywhere. It gives ids only; access is checked later, on the plan.</summary>
internal sealed class SourceResolver(IObjectDirectory directory, IObjectAccess access)
{
    public async Task<IReadOnlyDictionary<SourceReference, IReadOnlyList<Guid>>> ResolveAsync(
        Caller caller, string? organization, IReadOnlyList<SourceReference> references, CancellationToken cancellationToken)
    {
        var found = new Dictionary<SourceReference, IReadOnlyList<Guid>>();
        foreach (var reference in references)
        {
            found[reference] = await ResolveAsync(caller, organization, reference, cancellationToken);
        }

        return found;
    }

    private async Task<IReadOnlyList<Guid>> ResolveAsync(Caller caller, string? organization, SourceReference reference, CancellationToken cancellationToken)
    {
        var named = reference.Lookup == SourceLookup.Organization ? reference.Argument : organization;
        Guid[] organizations = [.. caller.Memberships.Where(m => named is null || IsNamed(m, named)).Select(m => m.OrganizationId)];
        if (reference.Lookup != SourceLookup.Name)
        {
            return await ReadableAsync(caller, reference.Kind, await directory.ListAsync(caller, reference.Kind, organizations, name: null, cancellationToken), cancellationToken);
        }

        var ids = await directory.ListAsync(caller, reference.Kind, organizations, reference.Argument, cancellationToken);
        return ids.Count <= 1
            ? ids
            : throw ApiException.BadRequest(ErrorCodes.QueryInvalid, $"There are {ids.Count} objects of the name '{reference.Argument}'. Give the id of the one you mean.");
    }

    // "All" means all that the caller may read, not a refusal because of one that they may not.
    private async Task<IReadOnlyList<Guid>> ReadableAsync(Caller caller, ObjectKind kind, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var readable = new List<Guid>();
        foreach (var id in ids)
        {
            if (await access.FindAsync(caller, new ObjectRef(kind, id), Permission.Read, cancellationToken) is not null)
            {
                readable.Add(id);
            }
        }

        return readable;
    }

    private static bool IsNamed(Membership membership, string idOrName) =>
        membership.OrganizationName == idOrName || (Guid.TryParse(idOrName, out var id) && membership.OrganizationId == id);
}
