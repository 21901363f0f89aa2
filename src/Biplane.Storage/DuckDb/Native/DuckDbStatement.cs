using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A statement that is planned once and run with other values each time. It is disposed before its connection.</summary>
internal sealed class DuckDbStatement(DuckDBPreparedStatement statement) : IDisposable
{
    /// <summary>Runs it; its rows are produced while they are read. The caller disposes the result before the connection is used again.</summary>
    public DuckDbResult Query(IReadOnlyList<object?> parameters)
    {
        Bind(parameters);
        return NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out var result) == DuckDBState.Success
            ? new DuckDbResult(result)
            : throw DuckDbException.Of(ref result);
    }

    /// <summary>Runs it to its end and drops what it returns.</summary>
    public void Execute(params IReadOnlyList<object?> parameters)
    {
        Bind(parameters);
        if (NativeMethods.PreparedStatements.DuckDBExecutePrepared(statement, out var result) != DuckDBState.Success)
        {
            throw DuckDbException.Of(ref result);
        }

        NativeMethods.Query.DuckDBDestroyResult(ref result);
    }

    public void Dispose() => statement.Dispose();

    private void Bind(IReadOnlyList<object?> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            DuckDbParameters.Bind(statement, i + 1, parameters[i]);
        }
    }
}
