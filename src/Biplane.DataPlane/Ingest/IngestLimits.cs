namespace Biplane.DataPlane.Ingest;

/// <summary>Sizes that the ingest routes accept; documented in <c>docs/reference/ingest.md</c>.</summary>
internal static class IngestLimits
{
    /// <summary>
    /// What <c>GET /version</c> announces. Clients cut batches at half of it and send larger ones by the overflow route.
    /// Larger direct requests are accepted all the same.
    /// </summary>
    public const int AnnouncedPayloadBytes = 6 * 1024 * 1024;

    /// <summary>How long an overflow upload may take to be referred to.</summary>
    public static readonly TimeSpan OverflowLifetime = TimeSpan.FromHours(1);
}
