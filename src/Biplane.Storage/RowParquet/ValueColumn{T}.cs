using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Biplane.Storage.RowParquet;

/// <summary>A column of numbers or truth values.</summary>
internal sealed class ValueColumn<T>(int index, PhysicalType physical, Func<LogicalType> logical, Func<RowCursor, int, T?> read) : ParquetColumn(index)
    where T : unmanaged
{
    private readonly List<T> _values = [];

    public override long Bytes => (_values.Count * (long)Marshal.SizeOf<T>()) + (Levels.Count * sizeof(short));

    public override Node Describe(string name)
    {
        using var type = logical();
        return new PrimitiveNode(name, Repetition.Optional, type, physical);
    }

    public override void Flush(RowGroupWriter group)
    {
        using var column = (ColumnWriter<T>)group.NextColumn();
        column.WriteBatch(Levels.Count, CollectionsMarshal.AsSpan(Levels), default, CollectionsMarshal.AsSpan(_values));
        _values.Clear();
        Levels.Clear();
    }

    protected override bool TryAppend(RowCursor row, int column)
    {
        if (read(row, column) is not { } value)
        {
            return false;
        }

        _values.Add(value);
        return true;
    }
}
