using Biplane.Model.Rows;

namespace Biplane.DataPlane.Ingest;

/// <summary>Sizes that the ingest routes accept; documented in <c>docs/reference/ingest.md</c>.</summary>
internal static class IngestLimits
{
    /// <summary>
    /// What <c>GET /version</c> announces. Clients cut batches at half of it and send larger ones by the overflow route.
    /// Larger direct requests are accepted all the same.
    /// </summary>
    public const int AnnouncedPayloadBytes = 6 * 1024 * 1024;

    /// <summary>The largest body, after its Content-Encoding is undone: the largest row and room for the rest of the batch.</summary>
    public const int MaxBodyBytes = EventReader.MaxRowBytes + (16 * 1024 * 1024);

    /// <summary>Bodies held in memory at one time, over all requests; further requests wait.</summary>
    public const long MaxBodiesInMemoryBytes = 512L * 1024 * 1024;

    /// <summary>The part of it for bodies of which some has arrived: more than the largest body, so that one of them can always be finished.</summary>
    public const long KeptForBegunBodiesBytes = MaxBodiesInMemoryBytes / 2;

    /// <summary>How long a request waits for that room before it is told to come back.</summary>
    public static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long an overflow upload may take to be referred to.</summary>
    public static readonly TimeSpan OverflowLifetime = TimeSpan.FromHours(1);
}
