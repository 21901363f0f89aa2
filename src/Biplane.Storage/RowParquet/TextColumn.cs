using System.Buffers;
using System.Runtime.InteropServices;
using Biplane.Model.Rows;
using Biplane.Storage.RowJson;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Biplane.Storage.RowParquet;

/// <summary>A column of UTF-8 text: texts, ids in the form that they have in JSON answers, and JSON text.</summary>
internal sealed class TextColumn(int index, ColumnType type) : ParquetColumn(index)
{
    /// <summary>What one huge value made the buffer grow to is not kept for the next row groups.</summary>
    private const int MaxKeptBytes = 32 * 1024 * 1024;

    private readonly List<int> _lengths = [];
    private ArrayBufferWriter<byte> _text = new(256);

    public override long Bytes => _text.WrittenCount + (_lengths.Count * sizeof(int)) + (Levels.Count * sizeof(short));

    public override Node Describe(string name)
    {
        using var logical = type == ColumnType.Json ? LogicalType.Json() : LogicalType.String();
        return new PrimitiveNode(name, Repetition.Optional, logical, PhysicalType.ByteArray);
    }

    public override unsafe void Flush(RowGroupWriter group)
    {
        // The library takes addresses. An empty buffer has none, and then only the lengths, all of them zero, are looked at.
        fixed (byte* start = _text.WrittenSpan)
        {
            var values = new ByteArray[_lengths.Count];
            var next = start;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = new ByteArray((nint)next, _lengths[i]);
                next += _lengths[i];
            }

            using var column = (ColumnWriter<ByteArray>)group.NextColumn();
            column.WriteBatch(Levels.Count, CollectionsMarshal.AsSpan(Levels), default, values);
        }

        if (_text.Capacity > MaxKeptBytes)
        {
            _text = new ArrayBufferWriter<byte>(256);
        }

        _text.ResetWrittenCount();
        _lengths.Clear();
        Levels.Clear();
    }

    protected override bool TryAppend(RowCursor row, int column)
    {
        var before = _text.WrittenCount;
        if (type is ColumnType.Text or ColumnType.Json)
        {
            _text.Write(row.GetUtf8(column));
        }
        else
        {
            var text = new Utf8Output(_text);
            RowText.Write(new CursorValues(row), column, type, ref text);
            text.Complete();
        }

        _lengths.Add(_text.WrittenCount - before);
        return true;
    }
}
