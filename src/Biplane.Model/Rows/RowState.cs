using Biplane.Model.Transactions;

namespace Biplane.Model.Rows;

/// <summary>A row as it is stored: the result of all writes to its key so far. Slices hold UTF-8 JSON text; empty means null.</summary>
public sealed class RowState
{
    private readonly ReadOnlyMemory<byte>[] _fields = new ReadOnlyMemory<byte>[EventFields.Count];

    public required ObjectRef Object { get; init; }

    public required string Id { get; init; }

    public Guid ProjectId { get; set; }

    public Guid OrganizationId { get; set; }

    /// <summary>The version.</summary>
    public TransactionId Transaction { get; set; }

    /// <summary>Set at first insert, kept through every later write.</summary>
    public PaginationKey PaginationKey { get; set; }

    /// <summary>UTC, microseconds.</summary>
    public DateTime Created { get; set; }

    public string SpanId { get; set; } = "";

    public string RootSpanId { get; set; } = "";

    /// <summary>JSON array of comments, or empty.</summary>
    public ReadOnlyMemory<byte> Comments { get; set; }

    /// <summary>JSON array of audit entries; empty while the row has only its first, unremarkable insert.</summary>
    public ReadOnlyMemory<byte> Audit { get; set; }

    /// <summary>JSON object of every field without a column, or empty.</summary>
    public ReadOnlyMemory<byte> Extra { get; set; }

    public ReadOnlyMemory<byte> this[EventField field]
    {
        get => _fields[(int)field];
        set => _fields[(int)field] = value;
    }

    /// <summary>A copy that shares no memory with request buffers.</summary>
    public RowState Detach()
    {
        var copy = new RowState
        {
            Object = Object,
            Id = Id,
            ProjectId = ProjectId,
            OrganizationId = OrganizationId,
            Transaction = Transaction,
            PaginationKey = PaginationKey,
            Created = Created,
            SpanId = SpanId,
            RootSpanId = RootSpanId,
        };

        // One block for all parts: a recent row is kept or dropped as a whole.
        var size = Comments.Length + Audit.Length + Extra.Length;
        foreach (var field in _fields)
        {
            size += field.Length;
        }

        var block = new byte[size];
        var offset = 0;
        for (var i = 0; i < _fields.Length; i++)
        {
            copy._fields[i] = Place(_fields[i]);
        }

        copy.Comments = Place(Comments);
        copy.Audit = Place(Audit);
        copy.Extra = Place(Extra);
        return copy;

        ReadOnlyMemory<byte> Place(ReadOnlyMemory<byte> part)
        {
            if (part.IsEmpty)
            {
                return default;
            }

            part.CopyTo(block.AsMemory(offset));
            var placed = block.AsMemory(offset, part.Length);
            offset += part.Length;
            return placed;
        }
    }

    /// <summary>Bytes of JSON text held.</summary>
    public int ByteSize
    {
        get
        {
            var size = Comments.Length + Audit.Length + Extra.Length;
            foreach (var part in _fields)
            {
                size += part.Length;
            }

            return size;
        }
    }
}
