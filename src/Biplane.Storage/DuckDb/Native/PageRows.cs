namespace Biplane.Storage.DuckDb.Native;

/// <summary>The rows of one page of an answer.</summary>
internal abstract class PageRows : ResultRows
{
    /// <summary>Rows that are left to read.</summary>
    public abstract long Rows { get; }

    /// <summary>Bytes of them outside of the engine.</summary>
    public long HeldBytes { get; protected set; }

    /// <summary>Leaves rows out behind so many that are to be read.</summary>
    public abstract void CutOff(long rows);
}
