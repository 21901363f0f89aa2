using Biplane.Hosting.Errors;

namespace Biplane.DataPlane.Answers;

/// <summary>How long a query may run.</summary>
internal static class QueryDeadline
{
    /// <summary>Runs the work with a token that is cancelled when the time is over or the caller gives up.</summary>
    /// <param name="limit">The time.</param>
    /// <param name="advice">What to do when it is over: a sentence for the client.</param>
    /// <param name="time">The clock.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="ApiException">504: the time is over.</exception>
    public static async Task RunAsync(TimeSpan limit, string advice, TimeProvider time, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await work(linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(504, ErrorCodes.QueryTimeout, $"The query took longer than {limit.TotalSeconds} s. {advice}");
        }
    }
}
