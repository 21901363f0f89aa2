using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A function that SQL can call with texts and that answers a text or null. It runs on the engine's threads, several at a time.</summary>
internal static unsafe class ScalarTextFunction
{
    /// <summary>The function's work: its arguments, none of them null, as UTF-8.</summary>
    public delegate byte[]? Implementation(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third);

    /// <summary>Makes a function of three texts known to the whole engine.</summary>
    public static void Register(DuckDbConnection connection, string name, Implementation implementation)
    {
        var function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
            using var text = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
            for (var i = 0; i < 3; i++)
            {
                NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, text);
            }

            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, text);
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
        try
        {
            var implementation = (Implementation)GCHandle.FromIntPtr(NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)).Target!;
            using var chunk = new BorrowedChunk(input);
            var result = new ChunkColumn(output);
            for (var row = 0; row < chunk.Size; row++)
            {
                var value = chunk.HasNull(row) ? null : implementation(chunk.Text(0, row), chunk.Text(1, row), chunk.Text(2, row));
                if (value is null)
                {
                    result.SetNull(row);
                }
                else
                {
                    result.Set(row, value);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing may unwind into the engine; it fails the statement with this text instead.
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, "A large value could not be read from the blob store.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint state) => GCHandle.FromIntPtr(state).Free();
}
