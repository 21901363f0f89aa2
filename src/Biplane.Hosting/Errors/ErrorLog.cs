using Microsoft.Extensions.Logging;

namespace Biplane.Hosting.Errors;

internal static partial class ErrorLog
{
    // Type and stack only: an exception's message may hold what a customer sent.
    [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "Request {TraceId} failed unexpectedly: {Type}\n{Stack}")]
    public static partial void RequestFailed(ILogger logger, string traceId, string type, string? stack);
}
