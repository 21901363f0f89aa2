using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Metadata;

/// <summary>Which organization a request means: the one it names by id, by name or by header, else the caller's first.</summary>
internal static class CallerScope
{
    private const string Header = "x-bt-org-name";

    public static Membership Organization(this Caller caller, HttpRequest request, ObjectBody body) =>
        Find(caller, body.Id("org_id"), body.Text("org_name") ?? HeaderOf(request)) ?? throw NoSuchOrganization();

    /// <summary>Where to look: the one organization that is named, else all of the caller's.</summary>
    public static IReadOnlyList<Guid> Organizations(this Caller caller, HttpRequest request)
    {
        var id = QueryValues.Id(request, "org_id");
        var name = QueryValues.Text(request, "org_name") ?? HeaderOf(request);
        if (id is null && name is null)
        {
            return [.. caller.Memberships.Select(m => m.OrganizationId)];
        }

        return Find(caller, id, name) is { } membership ? [membership.OrganizationId] : throw NoSuchOrganization();
    }

    private static Membership? Find(Caller caller, Guid? id, string? name) => (id, name) switch
    {
        ({ } wanted, _) => caller.In(wanted),
        (null, { } wanted) => caller.Memberships.FirstOrDefault(m => m.OrganizationName == wanted),
        _ => caller.Memberships[0],
    };

    private static string? HeaderOf(HttpRequest request) => request.Headers[Header].ToString() is { Length: > 0 and <= MetadataName.MaxLength } name ? name : null;

    private static ApiException NoSuchOrganization() =>
        ApiException.BadRequest(ErrorCodes.ObjectNotFound, "Missing read access to the organization, or the organization does not exist");
}
