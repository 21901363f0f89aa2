using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A function that SQL can call with a number and that answers a number or null. It runs on the engine's threads, several at a time.</summary>
internal static unsafe class ScalarNumberFunction
{
    /// <summary>The function's work: its argument is not null. It must not throw.</summary>
    public delegate double? Implementation(double value);

    /// <summary>Makes a function known to the whole engine.</summary>
    public static void Register(DuckDbConnection connection, string name, Implementation implementation)
    {
        var function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
            using var number = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Double);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, number);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, number);
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
            if (!chunk.HasNull(row) && implementation(chunk.Number(0, row)) is { } answer)
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
