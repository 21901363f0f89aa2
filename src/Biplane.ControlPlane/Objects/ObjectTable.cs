using Biplane.Contracts.Objects;

namespace Biplane.ControlPlane.Objects;

/// <summary>How one type of thing is stored: its table, the column that names its parent, and how a row is selected.</summary>
/// <param name="Name">The table.</param>
/// <param name="Parent">The column within which names are unique.</param>
/// <param name="Own">The columns that only this type has, of alias <c>t</c>, as constant SQL.</param>
/// <param name="Joins">From the table (alias <c>t</c>) to its project (alias <c>p</c>).</param>
internal sealed record ObjectTable(string Name, string Parent, string Own, string Joins)
{
    private const string NoOwn =
        "NULL AS BaseExperimentId, NULL AS DatasetId, NULL AS DatasetVersion, NULL AS ParametersId, NULL AS ParametersVersion, 0 AS IsPublic";

    private static readonly ObjectTable Projects = new("projects", "org_id", NoOwn, "JOIN projects p ON p.seq = t.seq");

    private static readonly ObjectTable Experiments = new(
        "experiments",
        "project_id",
        "t.base_exp_id AS BaseExperimentId, t.dataset_id AS DatasetId, t.dataset_version AS DatasetVersion, "
        + "t.parameters_id AS ParametersId, t.parameters_version AS ParametersVersion, t.public AS IsPublic",
        "JOIN projects p ON p.id = t.project_id");

    private static readonly ObjectTable Datasets = new("datasets", "project_id", NoOwn, "JOIN projects p ON p.id = t.project_id");

    private static readonly ObjectTable Snapshots = new(
        "dataset_snapshots",
        "dataset_id",
        "NULL AS BaseExperimentId, t.dataset_id AS DatasetId, t.xact_id AS DatasetVersion, NULL AS ParametersId, NULL AS ParametersVersion, 0 AS IsPublic",
        "JOIN datasets d ON d.id = t.dataset_id JOIN projects p ON p.id = d.project_id");

    public static ObjectTable Of(ResourceType type) => type switch
    {
        ResourceType.Project => Projects,
        ResourceType.Experiment => Experiments,
        ResourceType.Dataset => Datasets,
        ResourceType.DatasetSnapshot => Snapshots,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown resource type."),
    };

    /// <summary>Rows with their project and organization. A thing below a deleted parent is deleted too.</summary>
    public string Select =>
        $"""
        SELECT t.seq AS Seq, t.id AS Id, t.name AS Name, t.user_id AS UserId, t.created AS Created, t.deleted_at AS DeletedAt,
               p.id AS ProjectId, p.name AS ProjectName, o.id AS OrganizationId, o.name AS OrganizationName, {Own}
        FROM {Name} t {Joins} JOIN organizations o ON o.id = p.org_id
        """;

    /// <summary>The condition that a row and its parents are there.</summary>
    public string IsLive => Name == "dataset_snapshots"
        ? "t.deleted_at IS NULL AND d.deleted_at IS NULL AND p.deleted_at IS NULL"
        : "t.deleted_at IS NULL AND p.deleted_at IS NULL";
}
