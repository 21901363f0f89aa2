namespace Biplane.DataPlane.AsyncQueries;

/// <summary>A background query as its clients see it; what there is not yet is left out. The query itself is not told.</summary>
internal sealed record AsyncQueryView
{
    public required Guid Id { get; init; }

    public Guid? ProjectId { get; init; }

    public Guid? ObjectId { get; init; }

    public string? ObjectType { get; init; }

    public required string Status { get; init; }

    public string? Error { get; init; }

    public long? RowCount { get; init; }

    public long? ByteCount { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Finished { get; init; }

    /// <summary>When it is removed.</summary>
    public DateTimeOffset? Expires { get; init; }
}
