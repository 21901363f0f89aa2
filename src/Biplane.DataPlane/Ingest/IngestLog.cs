using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.Ingest;

internal static partial class IngestLog
{
    [LoggerMessage(EventId = 2100, Level = LogLevel.Debug, Message = "Removed {Count} overflow uploads that were never referred to.")]
    public static partial void OverflowSwept(ILogger logger, int count);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Old overflow uploads could not be removed; trying again later.")]
    public static partial void SweepFailed(ILogger logger, Exception error);
}
