namespace Biplane.Model.Rows;

/// <summary>
/// One row as a client sent it: slices of the request's UTF-8 bytes for the free parts, and the control fields that say what to do with it.
/// A field that is absent has an empty slice; an explicit null is the four bytes <c>null</c>.
/// </summary>
public sealed class EventRow
{
    private readonly ReadOnlyMemory<byte>[] _fields = new ReadOnlyMemory<byte>[EventFields.Count];

    /// <summary>The object the row belongs to.</summary>
    public required ObjectRef Object { get; set; }

    /// <summary>The row's id within its object.</summary>
    public required string Id { get; set; }

    /// <summary>The project of the object; stored with the row.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>The organization of the object; stored with the row.</summary>
    public Guid OrganizationId { get; set; }

    /// <summary>The span's id, or null when the client gave none (the row id then stands in).</summary>
    public string? SpanId { get; set; }

    /// <summary>The trace's id, or null when the client gave none (the span id then stands in).</summary>
    public string? RootSpanId { get; set; }

    /// <summary>When the event happened, UTC; null when the client did not say (the server's time then stands in).</summary>
    public DateTime? Created { get; set; }

    /// <summary>Deep-merge into the stored row (true) or replace it (false).</summary>
    public bool IsMerge { get; set; }

    /// <summary>Remove the row.</summary>
    public bool IsDelete { get; set; }

    /// <summary>Paths below which a merge replaces instead of descending.</summary>
    public IReadOnlyList<string[]> MergePaths { get; set; } = [];

    /// <summary>Values to take out of arrays of the stored row.</summary>
    public IReadOnlyList<ArrayDelete> ArrayDeletes { get; set; } = [];

    /// <summary>Who edits, for the audit entry.</summary>
    public AuditSource AuditSource { get; set; }

    /// <summary>JSON of <c>_audit_metadata</c>, or empty.</summary>
    public ReadOnlyMemory<byte> AuditMetadata { get; set; }

    /// <summary>JSON of <c>comment</c> when this row is a comment on <see cref="CommentTarget"/>, or empty.</summary>
    public ReadOnlyMemory<byte> Comment { get; set; }

    /// <summary>The id of the row that a comment belongs to.</summary>
    public string? CommentTarget { get; set; }

    /// <summary>Fields without a column of their own, as sent.</summary>
    public IReadOnlyList<ExtraField> Extra { get; set; } = [];

    /// <summary>What was odd about the row but was stored all the same: wire path and stable code.</summary>
    public IReadOnlyList<RowWarning> Warnings { get; set; } = [];

    /// <summary>The JSON text of a field; empty when absent.</summary>
    public ReadOnlyMemory<byte> this[EventField field]
    {
        get => _fields[(int)field];
        set => _fields[(int)field] = value;
    }
}
