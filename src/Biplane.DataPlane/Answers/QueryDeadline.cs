using Biplane.Hosting.Errors;

namespace Biplane.DataPlane.Answers;

/// <summary>How long an answer may take that somebody waits for, its sending included. What runs in the background has a bound of its own.</summary>
/// <param name="usual">The time of requests that ask for none: <c>BIPLANE_QUERY_TIMEOUT</c>.</param>
/// <param name="time">The clock.</param>
internal sealed class QueryDeadline(TimeSpan usual, TimeProvider time)
{
    private const int LongestOfUsual = 5;

    /// <summary>The time of requests that ask for none.</summary>
    public TimeSpan Usual => usual;

    /// <summary>The most that a request can ask for, and the time of long reads that cannot ask.</summary>
    public TimeSpan Longest => usual * LongestOfUsual;

    /// <summary>The time of a request.</summary>
    /// <param name="seconds">What it asks for; null, zero or less: nothing.</param>
    public TimeSpan Within(double? seconds) => seconds is { } value and > 0 ? TimeSpan.FromSeconds(Math.Min(value, Longest.TotalSeconds)) : Usual;

    /// <summary>
    /// Runs the work with a token that is cancelled when the time is over or the caller gives up. An answer that is on its way by then stays without
    /// an end: the connection breaks.
    /// </summary>
    /// <param name="limit">The time.</param>
    /// <param name="advice">What to do when it is over: a sentence for the client.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="ApiException">504: the time is over.</exception>
    public async Task<T> RunAsync<T>(TimeSpan limit, string advice, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await work(linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(
                504,
                ErrorCodes.QueryTimeout,
                $"The query took longer than {limit.TotalSeconds} s. {advice} The server's operator can give queries more time by BIPLANE_QUERY_TIMEOUT.");
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(TimeSpan limit, string advice, Func<CancellationToken, Task> work, CancellationToken cancellationToken) => RunAsync(
        limit,
        advice,
        async token =>
        {
            await work(token);
            return true;
        },
        cancellationToken);
}
