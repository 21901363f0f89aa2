using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.Sweeps;

internal static partial class SweepLog
{
    [LoggerMessage(EventId = 2100, Level = LogLevel.Debug, Message = "Removed {Count} {Subject}.")]
    public static partial void Swept(ILogger logger, string subject, int count);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Not all {Subject} could be removed; trying again later.")]
    public static partial void Failed(ILogger logger, string subject, Exception error);
}
