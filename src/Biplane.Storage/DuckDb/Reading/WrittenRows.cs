using System.Buffers;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.RowJson;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>Rows that are JSON already. Of their values only the places can still be asked for.</summary>
internal sealed class WrittenRows : PageRows
{
    private readonly WrittenPiece[] _pieces;
    private readonly int _place;
    private int _piece;
    private int _row = -1;
    private long _rest;

    /// <param name="pieces">The rows in order; they are disposed with these.</param>
    /// <param name="place">The column with the pagination key.</param>
    public WrittenRows(WrittenPiece[] pieces, int place)
    {
        (_pieces, _place) = (pieces, place);
        _rest = pieces.Sum(piece => (long)piece.Count);
        HeldBytes = pieces.Sum(piece => (long)piece.Length);
    }

    public override long Rows => _rest;

    public override void CutOff(long rows) => _rest = Math.Min(_rest, rows);

    public override bool Read()
    {
        if (_rest <= 0)
        {
            return false;
        }

        _rest--;
        if (++_row == _pieces[_piece].Count)
        {
            _pieces[_piece++].Dispose();
            _row = 0;
        }

        return true;
    }

    /// <summary>Writes the current row and those behind it, up to some size. The last one that was written is the current row then.</summary>
    public int Write(RowJsonWriter writer, IBufferWriter<byte> output, int mostBytes)
    {
        var piece = _pieces[_piece];
        var count = (int)Math.Min(piece.CountOf(_row, mostBytes), _rest + 1);
        writer.WriteWritten(piece.Rows(_row, count), output);
        _row += count - 1;
        _rest -= count - 1;
        return count;
    }

    public override bool Detach(long maxBytes) => true;

    public override bool IsNull(int column) => column == _place ? false : throw Gone();

    public override ulong GetUInt64(int column) => column == _place ? _pieces[_piece].PlaceOf(_row) : throw Gone();

    public override ReadOnlySpan<byte> GetUtf8(int column) => throw Gone();

    public override bool GetBoolean(int column) => throw Gone();

    public override long GetInt64(int column) => throw Gone();

    public override double GetDouble(int column) => throw Gone();

    public override Guid GetGuid(int column) => throw Gone();

    public override void Dispose()
    {
        foreach (var piece in _pieces.AsSpan(Math.Min(_piece, _pieces.Length)))
        {
            piece.Dispose();
        }

        _piece = _pieces.Length;
        _rest = 0;
        base.Dispose();
    }

    private static InvalidOperationException Gone() => new("The rows have been written as JSON. Whoever has begun to take them so can read no values.");
}
