using Microsoft.Extensions.Logging;

namespace Biplane.Hosting.Requests;

internal static partial class AccessLog
{
    [LoggerMessage(EventId = 1010, Level = LogLevel.Debug, Message = "{Method} {Route} {Status} {Milliseconds} ms {TraceId}")]
    public static partial void Request(ILogger logger, string method, string route, int status, double milliseconds, string traceId);
}
