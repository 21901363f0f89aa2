using Microsoft.Extensions.Logging;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>Kinds of faults only: the engine's messages may quote rows.</summary>
internal static partial class SettlingLog
{
    [LoggerMessage(EventId = 4000, Level = LogLevel.Warning, Message = "Settling failed ({Fault}). Nothing is lost; it is tried again.")]
    public static partial void Failed(ILogger logger, string fault);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Settling works again.")]
    public static partial void Resumed(ILogger logger);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Merging segments or building their word filters and row copies failed ({Fault}). Nothing is lost; it is tried again.")]
    public static partial void UpkeepFailed(ILogger logger, string fault);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Merging segments and building their word filters and row copies works again.")]
    public static partial void UpkeepResumed(ILogger logger);
}
