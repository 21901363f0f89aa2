using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A function that SQL can call. A null argument makes the answer null. It runs on the engine's threads, several at a time.</summary>
internal static unsafe class ScalarFunction
{
    /// <summary>The function's work for one row whose arguments are not null: sets the row's answer, or null.</summary>
    public delegate void Implementation(BorrowedChunk arguments, int row, ChunkColumn answers);

    /// <summary>Makes a function known to the whole engine.</summary>
    public static void Register(DuckDbConnection connection, string name, DuckDBType[] parameters, DuckDBType answer, Implementation implementation)
    {
        var function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
            foreach (var parameter in parameters)
            {
                using var type = NativeMethods.LogicalType.DuckDBCreateLogicalType(parameter);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, type);
            }

            using var answerType = NativeMethods.LogicalType.DuckDBCreateLogicalType(answer);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, answerType);
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
            using var arguments = new BorrowedChunk(input);
            var answers = new ChunkColumn(output);
            for (var row = 0; row < arguments.Size; row++)
            {
                if (arguments.HasNull(row))
                {
                    answers.SetNull(row);
                }
                else
                {
                    implementation(arguments, row, answers);
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
