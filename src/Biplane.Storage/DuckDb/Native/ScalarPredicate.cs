using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A function that SQL can call with two texts and that answers true, false or, for null, null. It runs on the engine's threads, several at a time.</summary>
internal static unsafe class ScalarPredicate
{
    /// <summary>The function's work: its arguments, none of them null, as UTF-8. It must not throw.</summary>
    public delegate bool? Implementation(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second);

    /// <summary>Makes a function known to the whole engine.</summary>
    public static void Register(DuckDbConnection connection, string name, Implementation implementation)
    {
        var function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
            using var text = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
            using var truth = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Boolean);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, text);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, text);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, truth);
            var state = GCHandle.Alloc(implementation);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(function, GCHandle.ToIntPtr(state), &Free);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, &Run);
            if (NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.Handle, function) != DuckDBState.Success)
            {
                throw new DuckDbException($"The engine refused the function {name}.");
            }
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(nint info, nint input, nint output)
    {
        var implementation = (Implementation)GCHandle.FromIntPtr(NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)).Target!;
        using var chunk = new BorrowedChunk(input);
        var result = new ChunkColumn(output);
        for (var row = 0; row < chunk.Size; row++)
        {
            if (!chunk.HasNull(row) && implementation(chunk.Text(0, row), chunk.Text(1, row)) is { } answer)
            {
                result.Set(row, answer);
            }
            else
            {
                result.SetNull(row);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint state) => GCHandle.FromIntPtr(state).Free();
}
