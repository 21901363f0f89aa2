namespace Biplane.DataPlane.AsyncQueries;

/// <summary>Bounds of background queries. Documented in <c>docs/reference/querying.md</c>.</summary>
internal sealed record AsyncQueryLimits
{
    public const int DefaultBatchSize = 1_000;
    public const int MaxBatchSize = 100_000;

    /// <summary>How many run at a time.</summary>
    public const int Runners = 2;

    /// <summary>How large the body of a request may be: those that wait are kept in the database.</summary>
    public const int MaxRequestBytes = 1024 * 1024;

    /// <summary>How many finished ones of a user are kept: the newest.</summary>
    public const int MaxFinishedOfUser = 1_000;

    /// <summary>How often one is begun when the process ends each time while it runs.</summary>
    public const int MaxAttempts = 3;

    /// <summary>How long one may run.</summary>
    public static readonly TimeSpan MaxRunTime = TimeSpan.FromHours(1);

    /// <summary>How many of one user may wait or run.</summary>
    public int MaxUnfinishedOfUser { get; init; } = 20;

    /// <summary>How many of all users may wait or run.</summary>
    public int MaxUnfinished { get; init; } = 200;

    /// <summary>How long a finished one is kept.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>Bytes on disk that all results may take.</summary>
    public required long MaxTotalBytes { get; init; }

    /// <summary>Bytes on disk that the results of one user may take, so that no user takes the room of all.</summary>
    public long MaxBytesOfUser => MaxTotalBytes / 2;
}
