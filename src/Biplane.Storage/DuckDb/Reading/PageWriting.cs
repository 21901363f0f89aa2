using System.Runtime.ExceptionServices;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.RowJson;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// A page of rows that the engine's threads write as JSON where they read them, several at a time. To take the values out of the engine first means that it copies each text, and that another
/// processor fetches the copy.
/// </summary>
/// <param name="writer">What writes the rows; it has been prepared.</param>
/// <param name="place">The column with the pagination key.</param>
/// <param name="isDescending">The direction of the answer. In the file the keys ascend.</param>
/// <param name="maxBytes">No more is kept.</param>
internal sealed class PageWriting(RowJsonWriter writer, int place, bool isDescending, long maxBytes) : IDisposable
{
    private const int SpareBytes = 4 * 1024;

    private readonly Lock _lock = new();
    private readonly List<WrittenPiece> _pieces = [];
    private long _bytes;
    private int _bytesOfRow = 256;
    private bool _isDisposed;
    private volatile bool _isInOrder = true;
    private volatile bool _isTooLarge;
    private Exception? _failure;

    /// <summary>The rows take more bytes than may be kept.</summary>
    public bool IsTooLarge => _isTooLarge;

    /// <summary>Writes the rows of a chunk. The chunks of one thread ascend.</summary>
    public void Write(BorrowedChunk chunk)
    {
        // A fault would end the transaction, in which the page is asked for again in another way.
        if (!_isInOrder || _isTooLarge || chunk.Size == 0)
        {
            return;
        }

        var piece = new WrittenPiece(chunk.Size, (chunk.Size * _bytesOfRow) + SpareBytes);
        var isKept = false;
        try
        {
            isKept = TryWrite(chunk, piece) && Keep(piece);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, error, null);
            throw;
        }
        finally
        {
            if (!isKept)
            {
                piece.Dispose();
            }
        }
    }

    /// <summary>All rows in the order of the answer; null when they have not ascended. The statement has ended.</summary>
    public WrittenRows? Complete()
    {
        _pieces.Sort((a, b) => a.LeastPlace.CompareTo(b.LeastPlace));
        if (!_isInOrder || !_pieces.Zip(_pieces.Skip(1)).All(pair => pair.First.LargestPlace <= pair.Second.LeastPlace))
        {
            return null;
        }

        if (isDescending)
        {
            _pieces.Reverse();
        }

        var rows = new WrittenRows([.. _pieces], place);
        _pieces.Clear();
        return rows;
    }

    /// <summary>Throws what has gone wrong in <see cref="Write"/>, if anything has.</summary>
    public void ThrowFailure()
    {
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _pieces.ForEach(piece => piece.Dispose());
            _pieces.Clear();
        }
    }

    // False when the page is of no use any more.
    private bool TryWrite(BorrowedChunk chunk, WrittenPiece piece)
    {
        for (var row = 1; row < chunk.Size; row++)
        {
            if (chunk.UInt64(place, row) < chunk.UInt64(place, row - 1))
            {
                _isInOrder = false;
                return false;
            }
        }

        chunk.FindNumbers();
        var output = new Utf8Output(piece);
        for (var i = 0; i < chunk.Size; i++)
        {
            var row = isDescending ? chunk.Size - 1 - i : i;
            writer.WriteApart(new ChunkRow(chunk, row), ref output);
            piece.Add(chunk.UInt64(place, row), output.Length);
            if (output.Length > maxBytes)
            {
                _isTooLarge = true;
                return false;
            }
        }

        output.Complete();
        _bytesOfRow = piece.Length / piece.Count;
        return true;
    }

    private bool Keep(WrittenPiece piece)
    {
        lock (_lock)
        {
            _isTooLarge |= _bytes + piece.Length > maxBytes;
            if (_isTooLarge || _isDisposed)
            {
                return false;
            }

            _bytes += piece.Length;
            _pieces.Add(piece);
            return true;
        }
    }
}
