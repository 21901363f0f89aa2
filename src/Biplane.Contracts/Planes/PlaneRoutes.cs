using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;

namespace Biplane.Contracts.Planes;

/// <summary>
/// Every call from a data plane to its control plane. Invariant: the data plane's outgoing handler refuses any path that is not in
/// <see cref="All"/>, and the control plane maps exactly these. The types are closed: names with caps, ids, numbers, enumerations.
/// </summary>
public static class PlaneRoutes
{
    public static readonly PlaneRoute<EnrollPlane, EnrolledPlane> Enroll = new("/planes/v1/enroll");
    public static readonly PlaneRoute<AnnouncePlane, EnrolledPlane> Announce = new("/planes/v1/announce");
    public static readonly PlaneRoute<NoContent, SigningKeys> Keys = new("/planes/v1/keys");
    public static readonly PlaneRoute<IntrospectKey, CallerIdentity> Introspect = new("/planes/v1/introspect");
    public static readonly PlaneRoute<CheckCaller, CallerIdentity> CheckCaller = new("/planes/v1/callers/check");
    public static readonly PlaneRoute<RegisterObject, MetadataResult> RegisterObject = new("/planes/v1/objects/register");
    public static readonly PlaneRoute<ObjectKey, MetadataResult> GetObject = new("/planes/v1/objects/get");
    public static readonly PlaneRoute<ObjectQuery, ObjectList> ListObjects = new("/planes/v1/objects/list");
    public static readonly PlaneRoute<PatchObject, MetadataResult> PatchObject = new("/planes/v1/objects/patch");
    public static readonly PlaneRoute<ObjectKey, MetadataResult> DeleteObject = new("/planes/v1/objects/delete");
    public static readonly PlaneRoute<ListIdentities, OrganizationList> ListOrganizations = new("/planes/v1/organizations/list");
    public static readonly PlaneRoute<ListIdentities, UserList> ListUsers = new("/planes/v1/users/list");
    public static readonly PlaneRoute<ListIdentities, ApiKeyList> ListApiKeys = new("/planes/v1/api-keys/list");
    public static readonly PlaneRoute<CreateApiKey, ApiKeyResult> CreateApiKey = new("/planes/v1/api-keys/create");
    public static readonly PlaneRoute<ApiKeyKey, ApiKeyResult> DeleteApiKey = new("/planes/v1/api-keys/delete");

    public static IReadOnlyList<PlaneRoute> All { get; } =
    [
        Enroll, Announce, Keys, Introspect, CheckCaller, RegisterObject, GetObject, ListObjects, PatchObject, DeleteObject,
        ListOrganizations, ListUsers, ListApiKeys, CreateApiKey, DeleteApiKey,
    ];
}
