using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.AsyncQueries;

internal static partial class AsyncQueryLog
{
    [LoggerMessage(EventId = 2400, Level = LogLevel.Error, Message = "A background query failed: {Type} {Stack}")]
    public static partial void Failed(ILogger logger, string type, string? stack);

    [LoggerMessage(EventId = 2401, Level = LogLevel.Warning, Message = "The state of background queries cannot be written; trying again.")]
    public static partial void CannotWrite(ILogger logger, Exception error);
}
