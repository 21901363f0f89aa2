using System.Globalization;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Functions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>How the columns that queries name are read from the storage columns.</summary>
internal static class StorageColumns
{
    // A row that was never edited has no stored entries: its one entry follows from its transaction.
    private const string AuditStart = "[{\"_xact_id\":\"";
    private const string AuditEnd = """
        ","audit_data":{"action":"upsert"},"metadata":{},"source":"api"}]
        """;
    private const string Audit = $"coalesce(audit, '{AuditStart}' || CAST(xact_id AS VARCHAR) || '{AuditEnd}')";

    // A version says what was done; merges are stored as what they made.
    private const string VersionAudit = """'{"action":"upsert"}'""";

    public static string Read(EventColumn column, QueryPlan plan) => column.Name switch
    {
        "audit_data" => plan.AuditLog ? VersionAudit : Audit,
        "log_id" => $"'{LogId(plan.Kind)}'",
        _ => column.StorageName,
    };

    /// <summary>The <c>log_id</c> of all rows of a kind.</summary>
    public static string LogId(ObjectKind kind) => kind switch { ObjectKind.ProjectLogs => "g", ObjectKind.ProjectFunctions => "p", _ => "x" };

    /// <summary>The <c>audit_data</c> of a row that was never edited.</summary>
    public static string AuditOf(ulong transaction) => string.Create(CultureInfo.InvariantCulture, $"{AuditStart}{transaction}{AuditEnd}");

    /// <summary>The typed column that holds what an expression computes, if there is one.</summary>
    public static string? Computed(BoundCall call) => call.Function == ScalarFunction.Coalesce && call.Equals(TokenCount.OfRow) ? "total_tokens" : null;

    /// <summary>The column with the bytes of a column's JSON text, if there is one. It is null exactly where the column is.</summary>
    public static string? Size(BoundExpression value) =>
        value is BoundColumn { Column: { IsInExtra: false } column } && EventFields.Parse(column.StorageName) is { } field && SizedFields.Contains(field) ? SizeOf(field) : null;

    /// <summary>The fields whose sizes have columns of their own, so that the size of a text is known without reading the text.</summary>
    public static IReadOnlyList<EventField> SizedFields { get; } =
        [EventField.Input, EventField.Output, EventField.Expected, EventField.Error, EventField.Metadata];

    /// <summary>The column with the size of such a field.</summary>
    public static string SizeOf(EventField field) => field.WireName() + "_size";

    /// <summary>The typed column that holds the number of a path, if there is one.</summary>
    public static string? Number(BoundPath path) => (path.Root, path.Steps) switch
    {
        (BoundColumn { Column.Name: "metrics" }, [{ Name: "start" }]) => "start_time",
        (BoundColumn { Column.Name: "metrics" }, [{ Name: "end" }]) => "end_time",
        _ => null,
    };

    /// <summary>
    /// The column that an expression does not read where typed columns say all about some paths; null when it reads all its columns.
    /// </summary>
    public static (string Column, TypedPaths Paths)? Spared(BoundExpression expression) => expression switch
    {
        BoundPath path when IsPath(path, "metadata", "model") => ("metadata", TypedPaths.Model),
        BoundConvert { Type: ColumnType.Number or ColumnType.Integer, Operand: BoundPath path } when IsTokens(path) => ("metrics", TypedPaths.Tokens),
        BoundConvert { Type: ColumnType.Number or ColumnType.Integer, Operand: BoundPath path } when Number(path) is not null => ("metrics", TypedPaths.None),
        BoundCall call when Computed(call) is not null => ("metrics", TypedPaths.None),
        _ => null,
    };

    /// <summary>The tokens as their own metric has them.</summary>
    public static bool IsTokens(BoundPath path) => IsPath(path, "metrics", "tokens");

    private static bool IsPath(BoundPath path, string column, string member) =>
        path.Root is BoundColumn { Column.IsInExtra: false } root && root.Column.Name == column && path.Steps is [{ } step] && step.Name == member;

    /// <summary>
    /// The typed column that equals a text exactly when the path's text does. It holds strings only, so the text must not be one that a
    /// number, a truth value, an array or an object has.
    /// </summary>
    public static string? Text(BoundPath path, string text) => IsOfString(text) ? String(path) : null;

    /// <summary>Whether a text is of strings only: none that a number, a truth value, an array or an object has.</summary>
    public static bool IsOfString(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '[' or '{') && text is not ("true" or "false");

    /// <summary>The typed column that stands for a text argument wherever only strings have a meaning, if there is one.</summary>
    public static string? StringOf(BoundExpression text) => text is BoundConvert { Operand: BoundPath path, Type: ColumnType.Text } ? String(path) : null;

    /// <summary>The typed column that holds the value of a path when it is a string, and is null otherwise.</summary>
    public static string? String(BoundPath path) => (path.Root, path.Steps) switch
    {
        (BoundColumn { Column.Name: "span_attributes" }, [{ Name: "name" }]) => "span_name",
        (BoundColumn { Column.Name: "span_attributes" }, [{ Name: "type" }]) => "span_type",
        (BoundColumn { Column.Name: "metadata" }, [{ Name: "model" }]) => "model",
        _ => null,
    };
}
