using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using static Biplane.Contracts.Fields.FieldKind;

namespace Biplane.Contracts.Fields;

/// <summary>
/// Who knows what: every field of every resource, the plane that stores it and its length cap. Tests fail for a field of a wire form or a
/// contract that is not here, and for a control-plane column that is not here as a control-plane field.
/// </summary>
public static class FieldCatalogue
{
    // UTF-8 needs at most three bytes for a UTF-16 unit.
    private const int NameBytes = 3 * MetadataName.MaxLength;
    private const int IdBytes = 36;
    private const int NumberBytes = 20;
    private const int DescriptionBytes = 64 * 1024;
    private const int JsonBytes = 1024 * 1024;

    private static readonly CataloguedField[] Fields =
    [
        .. Resource("project"),
        Control("project", "org_id", Id),
        Data("project", "description", Text, DescriptionBytes),
        Data("project", "settings", FieldKind.Object, JsonBytes),

        .. Resource("experiment"),
        Control("experiment", "project_id", Id),
        Control("experiment", "base_exp_id", Id),
        Control("experiment", "dataset_id", Id),
        Control("experiment", "dataset_version", Number),
        Control("experiment", "parameters_id", Id),
        Control("experiment", "parameters_version", Number),
        Control("experiment", "public", FieldKind.Boolean),
        Data("experiment", "description", Text, DescriptionBytes),
        Data("experiment", "metadata", FieldKind.Object, JsonBytes),
        Data("experiment", "tags", FieldKind.Array, DescriptionBytes),
        Data("experiment", "repo_info", FieldKind.Object, JsonBytes),
        Data("experiment", "commit", Text, 256),
        Data("experiment", "ancestor_commits", FieldKind.Array, JsonBytes),
        Data("experiment", "internal_metadata", FieldKind.Object, JsonBytes),

        .. Resource("dataset"),
        Control("dataset", "project_id", Id),
        Data("dataset", "description", Text, DescriptionBytes),
        Data("dataset", "metadata", FieldKind.Object, JsonBytes),
        Data("dataset", "tags", FieldKind.Array, DescriptionBytes),

        .. Resource("dataset_snapshot"),
        Control("dataset_snapshot", "dataset_id", Id),
        Control("dataset_snapshot", "xact_id", Number),
        Data("dataset_snapshot", "description", Text, DescriptionBytes),

        Control("organization", "id", Id),
        Control("organization", "name", Name, NameBytes),
        Control("organization", "created", Time),
        Control("organization", "data_plane_id", Id),

        Control("user", "id", Id),
        Control("user", "email", Email, EmailAddress.MaxLength * 3),
        Control("user", "given_name", Name, NameBytes),
        Control("user", "family_name", Name, NameBytes),
        Control("user", "created", Time),

        Control("membership", "org_id", Id),
        Control("membership", "user_id", Id),
        Control("membership", "role", Enumeration),
        Control("membership", "created", Time),

        Control("api_key", "seq", Number),
        Control("api_key", "id", Id),
        Control("api_key", "name", Name, NameBytes),
        Control("api_key", "preview_name", Name, KeyPreview.MaxLength),
        Control("api_key", "user_id", Id),
        Control("api_key", "org_id", Id),
        Control("api_key", "key_hash", Hash, 64),
        Control("api_key", "created", Time),
        Control("api_key", "revoked_at", Time),

        Control("session", "id", Id),
        Control("session", "user_id", Id),
        Control("session", "secret_hash", Hash, 64),
        Control("session", "created", Time),
        Control("session", "last_used", Time),
        Control("session", "ended_at", Time),

        Control("login_token", "secret_hash", Hash, 64),
        Control("login_token", "user_id", Id),
        Control("login_token", "expires_at", Time),
        Control("login_token", "used_at", Time),

        Control("signing_key", "id", Id),
        Control("signing_key", "x", FieldKind.PublicKey, 43),
        Control("signing_key", "y", FieldKind.PublicKey, 43),
        Control("signing_key", "created", Time),
        Control("signing_key", "retired_at", Time),

        Control("data_plane", "id", Id),
        Control("data_plane", "api_url", Url, PlaneUrl.MaxLength),
        Control("data_plane", "x", FieldKind.PublicKey, 43),
        Control("data_plane", "y", FieldKind.PublicKey, 43),
        Control("data_plane", "created", Time),
        Control("data_plane", "last_seen", Time),

        Control("enrollment_code", "code_hash", Hash, 64),
        Control("enrollment_code", "org_id", Id),
        Control("enrollment_code", "expires_at", Time),
        Control("enrollment_code", "used_at", Time),

        Control("migration", "version", Number),
        Control("migration", "checksum", Hash, 64),
        Control("migration", "applied_at", Time),
    ];

    public static IReadOnlyList<CataloguedField> All => Fields;

    /// <summary>The data-plane fields of a resource, in the order of its wire form.</summary>
    public static IReadOnlyList<CataloguedField> DataFieldsOf(ResourceType type) => DataFields[type];

    private static readonly Dictionary<ResourceType, IReadOnlyList<CataloguedField>> DataFields = ResourceTypes.All.ToDictionary(
        type => type,
        IReadOnlyList<CataloguedField> (type) => [.. Fields.Where(f => f.Resource == type.WireName() && f.Plane == FieldPlane.Data)]);

    public static CataloguedField? Find(string resource, string field) =>
        System.Array.Find(Fields, f => f.Resource == resource && f.Name == field);

    private static CataloguedField[] Resource(string name) =>
    [
        Control(name, "seq", Number),
        Control(name, "id", Id),
        Control(name, "name", Name, NameBytes),
        Control(name, "user_id", Id),
        Control(name, "created", Time),
        Control(name, "deleted_at", Time),
    ];

    private static CataloguedField Control(string resource, string field, FieldKind kind, int? maxBytes = null) =>
        new(resource, field, FieldPlane.Control, kind, maxBytes ?? (kind == Id ? IdBytes : NumberBytes));

    private static CataloguedField Data(string resource, string field, FieldKind kind, int maxBytes) =>
        new(resource, field, FieldPlane.Data, kind, maxBytes);
}
