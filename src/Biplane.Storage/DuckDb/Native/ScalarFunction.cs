using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A function that SQL can call. A null argument makes the answer null. It runs on the engine's threads, several at a time.</summary>
internal static unsafe class ScalarFunction
{
    /// <summary>The function's work for one row whose arguments are not null: sets the row's answer, or null.</summary>
    public delegate void Implementation(BorrowedChunk arguments, int row, ChunkColumn answers);

    /// <summary>Says where in some numbers the first one is that has to become null; negative when none has to. What numbers are that were null before is open.</summary>
    public delegate int NextNull(ReadOnlySpan<double> numbers);

    /// <summary>The function's work for the rows of a chunk, of which any may be null. It sets no answers, which are open. Whoever has the statement run gets to know of an error by the work.</summary>
    public delegate void ChunkWork(BorrowedChunk arguments);

    /// <summary>The function's work for the rows of a chunk, none of whose arguments is null. It sets all answers.</summary>
    public delegate void ChunkAnswers(BorrowedChunk arguments, ChunkColumn answers);

    /// <summary>Makes a function known to the whole engine that says yes or no of rows without nulls.</summary>
    public static void Register(DuckDbConnection connection, string name, DuckDBType[] parameters, ChunkAnswers answers) =>
        Register(connection, name, parameters, DuckDBType.Boolean, answers, &RunForAnswers);

    /// <summary>Makes a function known to the whole engine that takes any arguments, and is called for what it does beside: its answers say nothing.</summary>
    public static void Register(DuckDbConnection connection, string name, ChunkWork work) => Register(connection, name, [], DuckDBType.BigInt, work, &RunOnChunk, takesAny: true);

    /// <summary>Makes a function known to the whole engine.</summary>
    public static void Register(DuckDbConnection connection, string name, DuckDBType[] parameters, DuckDBType answer, Implementation implementation) =>
        Register(connection, name, parameters, answer, implementation, &Run);

    /// <summary>Makes a function known that leaves numbers as they are or makes them null. It works on a chunk at a time: a call for each row takes longer than such work.</summary>
    public static void Register(DuckDbConnection connection, string name, NextNull next) => Register(connection, name, [DuckDBType.Double], DuckDBType.Double, next, &RunOnNumbers);

    private static void Register(
        DuckDbConnection connection,
        string name,
        DuckDBType[] parameters,
        DuckDBType answer,
        Delegate implementation,
        delegate* unmanaged[Cdecl]<nint, nint, nint, void> run,
        bool takesAny = false)
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

            if (takesAny)
            {
                using var any = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Any);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetVarargs(function, any);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetSpecialHandling(function);
                NativeMethods.ScalarFunction.DuckDBScalarFunctionSetVolatile(function);
            }

            using var answerType = NativeMethods.LogicalType.DuckDBCreateLogicalType(answer);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, answerType);
            var state = GCHandle.Alloc(implementation);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(function, GCHandle.ToIntPtr(state), &Free);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, run);
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
    private static void RunOnNumbers(nint info, nint input, nint output)
    {
        var next = (NextNull)GCHandle.FromIntPtr(NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)).Target!;
        using var arguments = new BorrowedChunk(input);
        var answers = new ChunkColumn(output);
        var numbers = arguments.Numbers(0);
        answers.Set(numbers, arguments.Validity(0));
        for (var row = next(numbers); row >= 0;)
        {
            answers.SetNull(row);
            var after = next(numbers[(row + 1)..]);
            row = after < 0 ? after : row + 1 + after;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RunForAnswers(nint info, nint input, nint output)
    {
        var work = (ChunkAnswers)GCHandle.FromIntPtr(NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)).Target!;
        using var arguments = new BorrowedChunk(input);
        try
        {
            work(arguments, new ChunkColumn(output));
        }
        catch (Exception error)
        {
            // Nothing may unwind into the engine.
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, $"A function failed with {error.GetType().Name}.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RunOnChunk(nint info, nint input, nint output)
    {
        var work = (ChunkWork)GCHandle.FromIntPtr(NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info)).Target!;
        using var arguments = new BorrowedChunk(input);
        try
        {
            work(arguments);
        }
        catch (Exception error)
        {
            // Nothing may unwind into the engine. The text may be seen in a log, so what the error says is left out.
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, $"A function failed with {error.GetType().Name}.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint state) => GCHandle.FromIntPtr(state).Free();
}
