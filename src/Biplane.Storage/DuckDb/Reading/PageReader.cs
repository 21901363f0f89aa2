using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Pages of an answer, one after the other. While one is read the engine works on the next, on another thread, so long as what is held of a page is not much: the rows of one
/// page take as long to be written out as those of the next to be found.
/// </summary>
internal sealed class PageReader : IAsyncDisposable
{
    /// <summary>How much of a page is held outside of the engine.</summary>
    public const long MaxBytesAhead = 16 << 20;

    private readonly QueryRun _run;
    private readonly IEnumerator<ResultRows> _pages;
    private readonly bool _looksAhead;

    // The page after the current one; null when nobody works on it.
    private Task<ResultRows?>? _next;

    /// <param name="run">What the query holds.</param>
    /// <param name="pages">The pages; each is asked for when the one before has left the connection.</param>
    /// <param name="looksAhead">Whether there may be many, so that it is worth a thread.</param>
    public PageReader(QueryRun run, IEnumerable<ResultRows> pages, bool looksAhead)
    {
        _run = run;
        _pages = pages.GetEnumerator();
        _looksAhead = looksAhead;
    }

    /// <summary>The page that is read; null behind the last one.</summary>
    public ResultRows? Current { get; private set; }

    /// <summary>Asks for the first page on the calling thread.</summary>
    public void Start() => Turn(Take());

    /// <summary>Moves to the next page.</summary>
    public async ValueTask NextAsync()
    {
        Current?.Dispose();
        Current = null;
        var ahead = _next;
        _next = null;
        Turn(ahead is null ? _run.Step(Take) : await ahead);
    }

    private void Turn(ResultRows? page)
    {
        Current = page;
        if (_looksAhead && page?.Detach(MaxBytesAhead) == true)
        {
            _next = Task.Run(() => _run.Step(TakeAhead));
        }
    }

    private ResultRows? Take() => _pages.MoveNext() ? _pages.Current : null;

    private ResultRows? TakeAhead()
    {
        var page = Take();
        page?.Detach(MaxBytesAhead);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        Current?.Dispose();
        Current = null;
        if (_next is { } ahead)
        {
            await _run.StopAsync(ahead);
            if (ahead.IsCompletedSuccessfully)
            {
                (await ahead)?.Dispose();
            }
        }

        _pages.Dispose();
    }
}
