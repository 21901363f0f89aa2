using System.Collections.Concurrent;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>The function of SQL that writes the rows of pages: its arguments are a row's columns and, last, the number of the page.</summary>
internal sealed class PageFunction
{
    public const string Name = "biplane_write_rows";

    private readonly ConcurrentDictionary<long, PageWriting> _pages = new();
    private long _last;

    private PageFunction()
    {
    }

    /// <summary>Makes the function known to the whole engine.</summary>
    public static PageFunction Register(DuckDbConnection connection)
    {
        var function = new PageFunction();
        ScalarFunction.Register(connection, Name, function.Write);
        return function;
    }

    /// <summary>Gives a page a number. The caller takes it back when the statement has ended.</summary>
    public long Add(PageWriting page)
    {
        var number = Interlocked.Increment(ref _last);
        _pages[number] = page;
        return number;
    }

    public void Remove(long number) => _pages.TryRemove(number, out _);

    private void Write(BorrowedChunk chunk)
    {
        if (chunk.Size > 0)
        {
            _pages[chunk.Int64(chunk.ColumnCount - 1, 0)].Write(chunk);
        }
    }
}
