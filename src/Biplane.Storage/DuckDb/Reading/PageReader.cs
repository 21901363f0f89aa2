using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Pages of an answer, one after the other. While one is read the engine works on the next, on a thread that stands back, so long as what is held of a page is not much: the rows of
/// one page take as long to be written out as those of the next to be found.
/// </summary>
internal sealed class PageReader : IAsyncDisposable
{
    /// <summary>How much of a page is held outside of the engine.</summary>
    public const long MaxBytesAhead = 16 << 20;

    // Each page takes a statement, so the fewer the better. Rows that follow may be larger than those before.
    private const int LargestPage = 65_536;
    private const long EnoughBytes = MaxBytesAhead * 3 / 4;

    private readonly QueryRun _run;
    private readonly IEnumerator<ResultRows> _pages;
    private readonly LowPriorityThreads? _threads;

    // The page after the current one; null when nobody works on it.
    private Task<ResultRows?>? _next;
    private bool _mayLookAhead;

    /// <param name="run">What the query holds.</param>
    /// <param name="pages">The pages; each is asked for when the one before has left the connection.</param>
    /// <param name="threads">Where to work on the next page; null when there are few, so that it is not worth a thread.</param>
    public PageReader(QueryRun run, IEnumerable<ResultRows> pages, LowPriorityThreads? threads)
    {
        _run = run;
        _pages = pages.GetEnumerator();
        _threads = threads;
    }

    /// <summary>The page that is read; null behind the last one.</summary>
    public ResultRows? Current { get; private set; }

    /// <summary>How many rows to read after a page of so many that took so many bytes.</summary>
    public static long Next(long rows, long heldBytes) => heldBytes > 0 ? Math.Clamp(EnoughBytes / Math.Max(1, heldBytes / rows), 1, LargestPage) : rows;

    /// <summary>Asks for the first page on the calling thread. The next one is worked on once <see cref="LookAhead"/> has been called.</summary>
    public void Start()
    {
        try
        {
            Turn(Take());
        }
        catch
        {
            // Nobody has it yet who would dispose it.
            Current?.Dispose();
            _pages.Dispose();
            throw;
        }
    }

    /// <summary>Whether somebody has begun to work on a page behind the first.</summary>
    public bool IsAhead { get; private set; }

    /// <summary>Has the next page worked on, if the current one has left the connection and nobody does yet.</summary>
    public void LookAhead()
    {
        if (_mayLookAhead)
        {
            (_mayLookAhead, IsAhead) = (false, true);
            _next = _threads!.RunAsync(() => _run.Step(TakeAhead));
        }
    }

    /// <summary>Moves to the next page.</summary>
    public async ValueTask NextAsync()
    {
        Current?.Dispose();
        Current = null;
        var ahead = _next;
        _next = null;
        IsAhead = true;
        Turn(ahead is null ? _run.Step(Take) : await ahead);
        LookAhead();
    }

    private void Turn(ResultRows? page)
    {
        Current = page;
        _mayLookAhead = _threads is not null && page?.Detach(MaxBytesAhead) == true;
    }

    private ResultRows? Take() => _pages.MoveNext() ? _pages.Current : null;

    private ResultRows? TakeAhead()
    {
        var page = Take();
        try
        {
            page?.Detach(MaxBytesAhead);
            return page;
        }
        catch
        {
            page?.Dispose();
            throw;
        }
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
