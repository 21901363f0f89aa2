using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.Uplink;

internal static partial class PlaneLog
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Information, Message = "Joined the control plane as data plane {DataPlaneId}.")]
    public static partial void Joined(ILogger logger, Guid dataPlaneId);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The control plane does not answer; trying to join again.")]
    public static partial void JoinWaits(ILogger logger);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "The control plane refused this data plane (status {Status}): the enrolment code is used or too old, the enrolment was ended, or a clock is wrong.")]
    public static partial void JoinRefused(ILogger logger, int status);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "The control plane does not answer; going on with what is known for up to {MaxStale}.")]
    public static partial void GoingOnStale(ILogger logger, TimeSpan maxStale);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "The control plane answers again.")]
    public static partial void Recovered(ILogger logger);
}
