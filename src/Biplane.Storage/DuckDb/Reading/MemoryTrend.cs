namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Tells by what queries hold, look after look, whether they must be stopped. Near the engine's limit is no reason by itself: what sorts and groups goes to
/// disk only there, and stays near it until it is done.
/// </summary>
/// <param name="maxMemoryBytes">Memory of the engine.</param>
/// <param name="maxSpillBytes">Disk that queries may use beyond it.</param>
internal sealed class MemoryTrend(long maxMemoryBytes, long maxSpillBytes)
{
    /// <summary>Looks without a change before what is held counts as held for good.</summary>
    private const int MaxStill = 10;

    /// <summary>A smaller growth is that of others.</summary>
    private const long Grain = 1L << 20;

    private long _peak;
    private long _spilled;
    private int _still;
    private bool _wasOver;

    /// <summary>Takes a look in; whether they hold too much.</summary>
    /// <param name="memoryBytes">Memory that they hold.</param>
    /// <param name="spilledBytes">Disk that they hold.</param>
    public bool IsTooMuch(long memoryBytes, long spilledBytes)
    {
        var isNear = memoryBytes > maxMemoryBytes / 10 * 9;
        if (!isNear || memoryBytes >= _peak + Grain || spilledBytes != _spilled)
        {
            (_still, _peak, _spilled) = (0, isNear ? Math.Max(_peak, memoryBytes) : 0, spilledBytes);
        }
        else
        {
            _still++;
        }

        // Twice in a row: what a scan has spilled that is just over is given back soon.
        var isOver = spilledBytes > maxSpillBytes;
        var isOverStill = isOver && _wasOver;
        _wasOver = isOver;
        return isOverStill || _still >= MaxStill;
    }

    /// <summary>Begins anew: others run now.</summary>
    public void Forget() => (_peak, _spilled, _still, _wasOver) = (0, 0, 0, false);
}
