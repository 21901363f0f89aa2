using System.Collections.Frozen;

namespace Biplane.Model.Rows;

/// <summary>
/// The columns of a row as queries see them: the one list that the query binder, the storage engines and the answers share.
/// </summary>
public static class EventColumns
{
    /// <summary>The storage column that holds, as one JSON object, every field that has no column of its own.</summary>
    public const string ExtraStorageName = "extra";

    private static readonly ObjectKind[] Spans = [ObjectKind.ProjectLogs, ObjectKind.Experiment, ObjectKind.PlaygroundLogs];
    private static readonly ObjectKind[] Rows = [.. Spans, ObjectKind.Dataset];
    private static readonly ObjectKind[] All = [.. Rows, ObjectKind.ProjectFunctions];
    private static readonly ObjectKind[] Logs = [ObjectKind.ProjectLogs];
    private static readonly ObjectKind[] Functions = [ObjectKind.ProjectFunctions];

    /// <summary>All columns, in the order of a <c>select: *</c>.</summary>
    public static IReadOnlyList<EventColumn> Catalogue { get; } =
    [
        new("id", ColumnType.Text, "id", All),
        new("_xact_id", ColumnType.TransactionId, "xact_id", All),
        new("_pagination_key", ColumnType.PaginationKey, "pagination_key", All),
        new("created", ColumnType.Timestamp, "created", All),
        new("org_id", ColumnType.Uuid, "org_id", [.. Logs, .. Functions]),
        new("project_id", ColumnType.Uuid, "project_id", All),
        new("experiment_id", ColumnType.Uuid, "object_id", [ObjectKind.Experiment]),
        new("dataset_id", ColumnType.Uuid, "object_id", [ObjectKind.Dataset]),
        new("prompt_session_id", ColumnType.Uuid, "object_id", [ObjectKind.PlaygroundLogs]),
        new("log_id", ColumnType.Text, "log_id", [.. Logs, ObjectKind.PlaygroundLogs, .. Functions]),
        new("span_id", ColumnType.Text, "span_id", Rows),
        new("root_span_id", ColumnType.Text, "root_span_id", Rows),
        new("span_parents", ColumnType.Json, "span_parents", Spans),
        new("is_root", ColumnType.Boolean, "is_root", Rows),
        new("input", ColumnType.Json, "input", Rows),
        new("output", ColumnType.Json, "output", Spans),
        new("expected", ColumnType.Json, "expected", Rows),
        new("error", ColumnType.Json, "error", Spans),
        new("scores", ColumnType.Json, "scores", Spans),
        new("metadata", ColumnType.Json, "metadata", All),
        new("metrics", ColumnType.Json, "metrics", Spans),
        new("tags", ColumnType.Json, "tags", All),
        new("span_attributes", ColumnType.Json, "span_attributes", Spans),
        new("context", ColumnType.Json, "context", Spans),
        new("origin", ColumnType.Json, "origin", All),
        new("comments", ColumnType.Json, "comments", Rows),
        new("audit_data", ColumnType.Json, "audit_data", Rows),
        new("classifications", ColumnType.Json, "classifications", Rows),
        new("facets", ColumnType.Json, "facets", Rows),
        new("_async_scoring_state", ColumnType.Json, ExtraStorageName, Logs),
        new("name", ColumnType.Json, ExtraStorageName, Functions),
        new("slug", ColumnType.Json, ExtraStorageName, Functions),
        new("description", ColumnType.Json, ExtraStorageName, Functions),
        new("prompt_data", ColumnType.Json, ExtraStorageName, Functions),
        new("function_data", ColumnType.Json, ExtraStorageName, Functions),
        new("function_type", ColumnType.Json, ExtraStorageName, Functions),
        new("function_schema", ColumnType.Json, ExtraStorageName, Functions),
    ];

    private static readonly FrozenDictionary<string, EventColumn> ByName = Catalogue.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>Finds a column by its wire name.</summary>
    public static EventColumn? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The columns that a kind of object has, in the order of a <c>select: *</c>.</summary>
    public static IEnumerable<EventColumn> Of(ObjectKind kind) => Catalogue.Where(c => c.IsOf(kind));
}
