using Biplane.Query.Prices;

namespace Biplane.Storage.DuckDb;

/// <summary>The embedded row store. Plain values: the engine knows no configuration system.</summary>
public sealed record DuckDbStoreOptions
{
    /// <summary>The folder of the row files; created when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>What models cost; queries compute with it, so a change counts for old rows too. Default: the prices that come with the program.</summary>
    public ModelPrices Prices { get; init; } = ModelPrices.Default;

    /// <summary>Memory that the engine may use for buffers and sorting while it works. Default 1 GiB.</summary>
    public long MaxMemoryBytes { get; init; } = 1L << 30;

    /// <summary>Disk that queries may use for what they sort and group beyond that memory. Default 8 GiB.</summary>
    public long MaxSpillBytes { get; init; } = 8L << 30;

    /// <summary>Threads of the engine. Default: the machine's processors, at most 4.</summary>
    public int Threads { get; init; } = Math.Min(4, Environment.ProcessorCount);

    /// <summary>A hot generation is closed after this many row versions. Default 50,000.</summary>
    public int MaxGenerationRows { get; init; } = 50_000;

    /// <summary>A hot generation is closed after this many bytes of JSON text. Default 256 MiB.</summary>
    public long MaxGenerationBytes { get; init; } = 256L << 20;

    /// <summary>Segments are merged up to this many rows. Default 1,000,000.</summary>
    public long MaxSegmentRows { get; init; } = 1_000_000;

    /// <summary>Segments of fewer rows have no word filters and row copies beside them: the engine reads them whole as fast. Default 2,048.</summary>
    public int MinIndexedRows { get; init; } = 2_048;

    /// <summary>Bytes of requests that may wait for the writer before further ones are held up. Default 256 MiB.</summary>
    public long MaxQueuedBytes { get; init; } = 256L << 20;

    /// <summary>How long a request is held up before it is refused. Default 10 s.</summary>
    public TimeSpan MaxQueueWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Memory for rows that are likely to be merged into soon. Default 48 MiB.</summary>
    public long MaxRecentBytes { get; init; } = 48L << 20;

    /// <summary>Without writes for this long, the active generation is settled and memory is given back. Default 15 s.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a store that could not write tries again. Default 500 ms.</summary>
    public TimeSpan RecoveryInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}
