namespace Biplane.DataPlane.AsyncQueries;

/// <summary>Wire names of <see cref="AsyncQueryStatus"/>.</summary>
internal static class AsyncQueryStatuses
{
    public static string WireName(this AsyncQueryStatus status) => status switch
    {
        AsyncQueryStatus.Queued => "queued",
        AsyncQueryStatus.Running => "running",
        AsyncQueryStatus.Succeeded => "succeeded",
        AsyncQueryStatus.Failed => "failed",
        AsyncQueryStatus.Canceled => "canceled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
    };
}
