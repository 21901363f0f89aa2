using Biplane.Model.Rows;
using Biplane.Query.Planning;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Biplane.Storage.RowParquet;

/// <summary>The values of one column that wait for their row group. Every column may hold nulls.</summary>
internal abstract class ParquetColumn(int index)
{
    /// <summary>For each row whether it has a value (1) or null (0).</summary>
    protected List<short> Levels { get; } = [];

    /// <summary>How much memory the waiting values take.</summary>
    public abstract long Bytes { get; }

    public static ParquetColumn For(ResultColumn column, int index) => column.Type switch
    {
        ColumnType.Boolean => new ValueColumn<bool>(index, PhysicalType.Boolean, LogicalType.None, (row, i) => row.GetBoolean(i)),
        ColumnType.Integer => new ValueColumn<long>(index, PhysicalType.Int64, () => LogicalType.Int(bitWidth: 64, isSigned: true), (row, i) => row.GetInt64(i)),

        // What is not finite is null in every form of an answer.
        ColumnType.Number => new ValueColumn<double>(
            index, PhysicalType.Double, LogicalType.None, (row, i) => row.GetDouble(i) is var number && double.IsFinite(number) ? number : null),
        ColumnType.Timestamp => new ValueColumn<long>(
            index, PhysicalType.Int64, () => LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros), (row, i) => Microseconds(row.GetTimestamp(i))),
        _ => new TextColumn(index, column.Type),
    };

    /// <summary>Describes the column in the file's schema.</summary>
    public abstract Node Describe(string name);

    /// <summary>Takes the value of the cursor's current row.</summary>
    public void Append(RowCursor row) => Levels.Add((short)(!row.IsNull(index) && TryAppend(row, index) ? 1 : 0));

    /// <summary>Writes what waits as the next column of a row group, and forgets it.</summary>
    public abstract void Flush(RowGroupWriter group);

    /// <summary>Takes a value that is there; false when its form here is null.</summary>
    protected abstract bool TryAppend(RowCursor row, int column);

    private static long Microseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
