using Biplane.Model.Rows;

namespace Biplane.DataPlane.Requests;

/// <summary>Sizes of request bodies; documented in <c>docs/reference/ingest.md</c>.</summary>
internal static class RequestLimits
{
    /// <summary>The largest body, after its Content-Encoding is undone: the largest row and room for the rest of the batch.</summary>
    public const int MaxBodyBytes = EventReader.MaxRowBytes + (16 * 1024 * 1024);

    /// <summary>Bodies held in memory at one time, over all requests; further requests wait.</summary>
    public const long MaxBodiesInMemoryBytes = 512L * 1024 * 1024;

    /// <summary>The part of it for bodies of which some has arrived: more than the largest body, so that one of them can always be finished.</summary>
    public const long KeptForBegunBodiesBytes = MaxBodiesInMemoryBytes / 2;

    /// <summary>How long a request waits for that room before it is told to come back.</summary>
    public static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(10);
}
