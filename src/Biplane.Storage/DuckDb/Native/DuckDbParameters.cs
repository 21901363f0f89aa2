using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>Binds .NET values to statement parameters.</summary>
internal static class DuckDbParameters
{
    public static void Bind(DuckDBPreparedStatement statement, long index, object? value)
    {
        var state = value switch
        {
            null => NativeMethods.PreparedStatements.DuckDBBindNull(statement, index),
            string text => NativeMethods.PreparedStatements.DuckDBBindVarchar(statement, index, text),
            bool flag => NativeMethods.PreparedStatements.DuckDBBindBoolean(statement, index, flag),
            byte number => NativeMethods.PreparedStatements.DuckDBBindUInt8(statement, index, number),
            int number => NativeMethods.PreparedStatements.DuckDBBindInt32(statement, index, number),
            long number => NativeMethods.PreparedStatements.DuckDBBindInt64(statement, index, number),
            ulong number => NativeMethods.PreparedStatements.DuckDBBindUInt64(statement, index, number),
            double number => NativeMethods.PreparedStatements.DuckDBBindDouble(statement, index, number),
            DateTime time => NativeMethods.PreparedStatements.DuckDBBindTimestamp(statement, index, new DuckDBTimestampStruct { Micros = DuckDbTypes.ToMicroseconds(time) }),
            Guid id => BindUuid(statement, index, id),
            _ => throw new ArgumentException($"Parameters of type {value.GetType().Name} are not supported.", nameof(value)),
        };
        if (state != DuckDBState.Success)
        {
            throw new DuckDbException("The engine refused a parameter.");
        }
    }

    private static DuckDBState BindUuid(DuckDBPreparedStatement statement, long index, Guid id)
    {
        var (lower, upper) = DuckDbTypes.ToUuidParts(id);
        using var value = NativeMethods.Value.DuckDBCreateUuid(new DuckDBHugeInt(lower, unchecked(upper ^ long.MinValue)));
        return NativeMethods.PreparedStatements.DuckDBBindValue(statement, index, value);
    }
}
