using Biplane.Hosting.Errors;
using Biplane.Storage;
using Biplane.Storage.Blobs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>
/// Runs the background queries that wait, a few at a time. What runs when the process ends stays marked as running, and waits again after the
/// next start.
/// </summary>
internal sealed class AsyncQueryWorker(
    AsyncQueryStore store,
    AsyncQueryRuns runs,
    AsyncQueryRun run,
    AsyncQueryRoom room,
    IBlobStore blobs,
    IEnumerable<IErrorMapping> mappings,
    TimeProvider time,
    ILogger<AsyncQueryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await RetryAsync(store.RecoverAsync, stoppingToken);
        for (var i = 0; i < AsyncQueryLimits.Runners; i++)
        {
            // What waited before the start has nobody to ring for it.
            runs.Ring();
        }

        await Task.WhenAll(Enumerable.Range(0, AsyncQueryLimits.Runners).Select(_ => RunAsync(stoppingToken)));
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            await runs.WaitAsync(stopping);
            AsyncQuery? query;
            do
            {
                query = null;
                await RetryAsync(async token => query = await store.BeginNextAsync(token), stopping);
                if (query is not null)
                {
                    await runs.RunAsync(query.Id, stop => RunAsync(query, stop, stopping));
                }
            }
            while (query is not null);
        }
    }

    private async Task RunAsync(AsyncQuery query, CancellationToken stop, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(AsyncQueryLimits.MaxRunTime, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop, stopping, late.Token);
        try
        {
            // It may have been canceled between its begin and the moment from which it can be stopped.
            if (await store.FindAsync(query.Id, linked.Token) is { Status: AsyncQueryStatus.Running })
            {
                await KeepAsync(query, await run.RunAsync(query, linked.Token), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || stop.IsCancellationRequested)
        {
            // Its state says already what becomes of it.
        }
        catch (OperationCanceledException)
        {
            await FailAsync(query, $"The query took longer than {AsyncQueryLimits.MaxRunTime.TotalMinutes} minutes. Narrow it by a range of created or _pagination_key.", stopping);
        }
        catch (StoreBusyException)
        {
            // Others come first.
            await RetryAsync(token => store.PutBackAsync(query.Id, token), stopping);
            await Task.Delay(RetryAfter, time, stopping);
        }
        catch (Exception error)
        {
            await FailAsync(query, Reason(error), stopping);
        }
        finally
        {
            room.Release(query);
        }
    }

    private async Task KeepAsync(AsyncQuery query, AsyncQueryResult result, CancellationToken stopping)
    {
        var isKept = false;
        await RetryAsync(async token => isKept = await store.SucceedAsync(query.Id, result, token), stopping);
        if (!isKept)
        {
            await blobs.DeleteAsync(query.BlobScope, result.Blob, stopping);
        }
    }

    private Task FailAsync(AsyncQuery query, string reason, CancellationToken stopping) => RetryAsync(token => store.FailAsync(query.Id, reason, token), stopping);

    // What a request would have been answered.
    private string Reason(Exception error)
    {
        if (error is ApiException refusal)
        {
            return refusal.Message;
        }

        if (mappings.Select(mapping => mapping.Map(error)).FirstOrDefault(answer => answer is not null) is { } answer)
        {
            return answer.Message;
        }

        AsyncQueryLog.Failed(logger, error.GetType().FullName!, error.StackTrace);
        return "An internal error happened.";
    }

    // A full disk is no reason to stop: the database takes writes again when there is room.
    private async Task RetryAsync(Func<CancellationToken, Task> write, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await write(stopping);
                return;
            }
            catch (SqliteException error)
            {
                AsyncQueryLog.CannotWrite(logger, error);
                await Task.Delay(RetryAfter, time, stopping);
            }
        }
    }
}
