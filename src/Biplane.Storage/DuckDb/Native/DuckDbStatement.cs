using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Native;

/// <summary>A statement that is planned once and run with other values each time. It is disposed before its connection.</summary>
internal sealed class DuckDbStatement(DuckDBPreparedStatement statement) : IDisposable
{
    /// <summary>Runs it; its rows are produced while they are read. The caller disposes the result before the connection is used again.</summary>
    public DuckDbResult Query(IReadOnlyList<object?> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            DuckDbParameters.Bind(statement, i + 1, parameters[i]);
        }

        return NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out var result) == DuckDBState.Success
            ? new DuckDbResult(result)
            : throw DuckDbException.Of(ref result);
    }

    public void Dispose() => statement.Dispose();
}
