using System.Collections.Concurrent;
using System.Threading.Channels;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Connections for queries, a bounded number at a time for each weight: however many scans are asked for, a trace is opened at once. They are kept for
/// the next query because opening one costs as much as a small query.
/// </summary>
internal sealed class QuerySlots(DuckDbInstance instance, int scans, TimeProvider time) : IDisposable
{
    private const int KeyedPlaces = 4;
    private const int PagePlaces = 4;
    private const int WalkPlaces = 2;
    private const int MaxWaiting = 256;

    /// <summary>Rows that the engine holds ready for a reader. With less its threads wait for each other more than they work.</summary>
    private const string ReadyRows = "8MB";

    /// <summary>A scan whose reader takes no rows ends only when it asks for the next one: it is not waited for longer than this.</summary>
    private static readonly TimeSpan MaxScanEnd = TimeSpan.FromSeconds(5);

    private readonly FairGate[] _gates = [new(KeyedPlaces, MaxWaiting), new(PagePlaces, MaxWaiting), new(WalkPlaces, MaxWaiting), new(scans, MaxWaiting)];
    private readonly ConcurrentBag<DuckDbConnection> _idle = [];
    private readonly ConcurrentDictionary<QueryRun, long> _scans = new();
    private readonly Channel<bool> _scanStarted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _lastUse = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    /// <summary>Time since a query last ran.</summary>
    public TimeSpan Quiet => Running > 0 ? TimeSpan.Zero : Time.GetElapsedTime(Volatile.Read(ref _lastUse));

    public int Running => _gates.Sum(gate => gate.Running);

    public int Waiting => _gates.Sum(gate => gate.Waiting);

    /// <summary>Waits for a place.</summary>
    /// <param name="weight">What the query may read.</param>
    /// <param name="share">Whose turn it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreBusyException">Too many wait already.</exception>
    public async ValueTask<QuerySlot> TakeAsync(QueryWeight weight, QueryShare share, CancellationToken cancellationToken)
    {
        await _gates[(int)weight].EnterAsync(share, cancellationToken);
        try
        {
            return new QuerySlot(_idle.TryTake(out var connection) ? connection : Connect(), weight, share);
        }
        catch
        {
            _gates[(int)weight].Leave(share);
            throw;
        }
    }

    private DuckDbConnection Connect()
    {
        var connection = instance.Connect();
        connection.Execute($"SET streaming_buffer_size='{ReadyRows}'");
        return connection;
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="slot">The place.</param>
    /// <param name="isReusable">Whether its connection may be the next query's.</param>
    public void Return(QuerySlot slot, bool isReusable = true)
    {
        Volatile.Write(ref _lastUse, Time.GetTimestamp());
        if (isReusable)
        {
            _idle.Add(slot.Connection);
        }
        else
        {
            slot.Connection.Dispose();
        }

        _gates[(int)slot.Weight].Leave(slot.Share);
    }

    /// <summary>The scan that has run longest, and for how long; null when none runs.</summary>
    public (QueryRun Run, TimeSpan Age)? OldestScan =>
        _scans.OrderBy(scan => scan.Value).Select(scan => ((QueryRun, TimeSpan)?)(scan.Key, Time.GetElapsedTime(scan.Value))).FirstOrDefault();

    /// <summary>Completes when a scan has started since the last call.</summary>
    public async Task ScanStartsAsync(CancellationToken cancellationToken) => await _scanStarted.Reader.ReadAsync(cancellationToken);

    /// <summary>A query runs, from now until <see cref="Ended"/>.</summary>
    public void Started(QueryRun run, QueryWeight weight)
    {
        if (weight == QueryWeight.Scan)
        {
            _scans[run] = Time.GetTimestamp();
            _scanStarted.Writer.TryWrite(true);
        }
    }

    public void Ended(QueryRun run) => _scans.TryRemove(run, out _);

    /// <summary>Does something that needs the memory which scans hold: stops those that run, and lets others start when it is done.</summary>
    /// <param name="work">What needs it.</param>
    public async Task WithoutScansAsync(Func<ValueTask> work)
    {
        _gates[(int)QueryWeight.Scan].Hold();
        try
        {
            await StopScansAsync();
            await work();
        }
        finally
        {
            _gates[(int)QueryWeight.Scan].Open();
        }
    }

    /// <summary>Does something short during which no query may run, if none does. Those that come wait for it.</summary>
    /// <returns>Whether it was done.</returns>
    public bool IfIdle(Action work)
    {
        Array.ForEach(_gates, gate => gate.Hold());
        try
        {
            if (Running > 0)
            {
                return false;
            }

            work();
            return true;
        }
        finally
        {
            Array.ForEach(_gates, gate => gate.Open());
        }
    }

    private async Task StopScansAsync()
    {
        var heavy = _scans.Keys.ToList();
        heavy.ForEach(scan => scan.StopForMemory());
        try
        {
            await Task.WhenAll(heavy.Select(scan => scan.Ended)).WaitAsync(MaxScanEnd, Time);
        }
        catch (TimeoutException)
        {
            // Whether there is enough memory now is for the work to find out.
        }
    }

    public void Dispose()
    {
        foreach (var connection in _idle)
        {
            connection.Dispose();
        }
    }
}
