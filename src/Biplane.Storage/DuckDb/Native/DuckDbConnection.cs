using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>
/// A connection over the engine's C interface: rows go in and come out as UTF-8 without passing through UTF-16 strings.
/// Not safe for concurrent use, except <see cref="Interrupt"/>.
/// </summary>
internal sealed class DuckDbConnection(DuckDBNativeConnection handle) : IDisposable
{
    internal DuckDBNativeConnection Handle { get; } = handle;

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
        if (NativeMethods.PreparedStatements.DuckDBPrepare(Handle, sql, out var statement) != DuckDBState.Success)
        {
            var message = NativeMethods.PreparedStatements.DuckDBPrepareError(statement);
            statement.Dispose();
            throw new DuckDbException(message);
        }

        using (statement)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                DuckDbParameters.Bind(statement, i + 1, parameters[i]);
            }

            if (NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out var result) != DuckDBState.Success)
            {
                var message = NativeMethods.Query.DuckDBResultError(ref result);
                NativeMethods.Query.DuckDBDestroyResult(ref result);
                throw new DuckDbException(message);
            }

            return new DuckDbResult(result);
        }
    }

    public DuckDbResult Query(string sql) => Query(sql, []);

    /// <summary>The first column of the first row, a whole number; zero when there is no row or it is null.</summary>
    public long Scalar(string sql)
    {
        using var result = Query(sql);
        return result.Read() && !result.IsNull(0) ? result.GetInt64(0) : 0;
    }

    /// <summary>Stops the statement that runs now, from any thread.</summary>
    public void Interrupt() => NativeMethods.Startup.DuckDBInterrupt(Handle);

    public void Dispose() => Handle.Dispose();
}
