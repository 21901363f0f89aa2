using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>
/// A connection over the engine's C interface: rows go in and come out as UTF-8 without passing through UTF-16 strings.
/// Not safe for concurrent use, except <see cref="Interrupt"/>.
/// </summary>
/// <param name="handle">The engine's.</param>
/// <param name="threads">The engine's threads; null where it has its own.</param>
internal sealed partial class DuckDbConnection(DuckDBNativeConnection handle, EngineThreads? threads) : IDisposable
{
    private const string Library = "duckdb";

    // Around each query. Prepared once they take a third of the time.
    private DuckDBPreparedStatement? _beginReading;
    private DuckDBPreparedStatement? _endReading;

    internal DuckDBNativeConnection Handle { get; } = handle;

    /// <summary>Begins a transaction that only reads. Its part in each attached file starts when the file is first named.</summary>
    public void BeginReading()
    {
        _beginReading ??= Prepare("BEGIN TRANSACTION READ ONLY");

        // Now: nothing can be prepared in a transaction that has failed.
        _endReading ??= Prepare("ROLLBACK");
        Run(_beginReading);
    }

    /// <summary>Ends it, if it could be begun.</summary>
    /// <exception cref="DuckDbException">There is none, or it cannot be ended: the connection may not be used again.</exception>
    public void EndReading()
    {
        if (_endReading is not null)
        {
            Run(_endReading);
        }
    }

    /// <summary>Starts the transaction's part in an attached file: to ask for one of its tables is enough, and takes a fiftieth of the time of a statement.</summary>
    /// <exception cref="DuckDbException">There is no such table.</exception>
    public void Touch(string catalog, string table)
    {
        var state = DescribeTable(Handle, catalog, "main", table, out var description);
        try
        {
            if (state != DuckDBState.Success)
            {
                throw new DuckDbException($"{catalog}.{table} cannot be read. {Marshal.PtrToStringUTF8(ErrorOfDescription(description))}");
            }
        }
        finally
        {
            DestroyDescription(ref description);
        }
    }

    /// <summary>Runs statements without parameters and drops what they return.</summary>
    public void Execute(string sql)
    {
        var state = NativeMethods.Query.DuckDBQuery(Handle, sql, out var result);
        try
        {
            if (state != DuckDBState.Success)
            {
                throw new DuckDbException(NativeMethods.Query.DuckDBResultError(ref result));
            }
        }
        finally
        {
            NativeMethods.Query.DuckDBDestroyResult(ref result);
        }
    }

    /// <summary>Runs one statement; its rows are produced while they are read. The caller disposes the result before it uses the connection again.</summary>
    public DuckDbResult Query(string sql, IReadOnlyList<object?> parameters)
    {
        using var statement = Statement(sql);
        return statement.Query(parameters);
    }

    public DuckDbResult Query(string sql) => Query(sql, []);

    /// <summary>Has one statement planned, to be run several times within one transaction. The caller disposes it.</summary>
    public DuckDbStatement Statement(string sql) => new(Prepare(sql));

    /// <summary>The first column of the first row, a BIGINT; zero when there is no row or it is null.</summary>
    /// <exception cref="ArgumentException">It has another type: eight bytes of a smaller one would be its value and whatever is in memory behind it.</exception>
    public long Scalar(string sql)
    {
        using var result = Query(sql);
        if (result.TypeOf(0) != DuckDBType.BigInt)
        {
            throw new ArgumentException($"The statement's first column is a {result.TypeOf(0)}, not a BIGINT.", nameof(sql));
        }

        return result.Read() && !result.IsNull(0) ? result.GetInt64(0) : 0;
    }

    /// <summary>Until the answer is disposed, statements run on the threads that call for them: for short ones that must not wait. It also takes the second core from those that run beside.</summary>
    public EngineHold HoldThreads() => threads?.Hold() ?? default;

    /// <summary>Stops the statement that runs now, from any thread.</summary>
    public void Interrupt() => NativeMethods.Startup.DuckDBInterrupt(Handle);

    public void Dispose()
    {
        _beginReading?.Dispose();
        _endReading?.Dispose();
        Handle.Dispose();
    }

    private DuckDBPreparedStatement Prepare(string sql)
    {
        if (NativeMethods.PreparedStatements.DuckDBPrepare(Handle, sql, out var statement) == DuckDBState.Success)
        {
            return statement;
        }

        var message = NativeMethods.PreparedStatements.DuckDBPrepareError(statement);
        statement.Dispose();
        throw new DuckDbException(message);
    }

    private static void Run(DuckDBPreparedStatement statement)
    {
        if (NativeMethods.PreparedStatements.DuckDBExecutePrepared(statement, out var result) != DuckDBState.Success)
        {
            throw DuckDbException.Of(ref result);
        }

        NativeMethods.Query.DuckDBDestroyResult(ref result);
    }

    // The bindings have no table descriptions.
    [LibraryImport(Library, EntryPoint = "duckdb_table_description_create_ext", StringMarshalling = StringMarshalling.Utf8)]
    private static partial DuckDBState DescribeTable(SafeHandle connection, string catalog, string schema, string table, out nint description);

    [LibraryImport(Library, EntryPoint = "duckdb_table_description_error")]
    private static partial nint ErrorOfDescription(nint description);

    [LibraryImport(Library, EntryPoint = "duckdb_table_description_destroy")]
    private static partial void DestroyDescription(ref nint description);
}
