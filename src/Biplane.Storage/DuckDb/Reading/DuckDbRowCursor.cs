using Biplane.Query.Planning;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>The rows of one statement, straight from the engine's vectors.</summary>
internal sealed class DuckDbRowCursor(QueryRun run, DuckDbResult result, IReadOnlyList<ResultColumn> columns) : RowCursor
{
    public override IReadOnlyList<ResultColumn> Columns { get; } = columns;

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return ValueTask.FromResult(result.Read());
        }
        catch (DuckDbException error) when (error.IsInterrupted)
        {
            throw new OperationCanceledException("The query was stopped.", error, cancellationToken);
        }
    }

    public override bool IsNull(int column) => result.IsNull(column);

    public override ReadOnlySpan<byte> GetUtf8(int column) => result.GetUtf8(column);

    public override bool GetBoolean(int column) => result.GetBoolean(column);

    public override long GetInt64(int column) => result.GetInt64(column);

    public override ulong GetUInt64(int column) => result.GetUInt64(column);

    public override double GetDouble(int column) => result.GetDouble(column);

    public override Guid GetGuid(int column) => result.GetGuid(column);

    public override DateTime GetTimestamp(int column) => result.GetTimestamp(column);

    public override ValueTask DisposeAsync()
    {
        result.Dispose();
        run.Dispose();
        return ValueTask.CompletedTask;
    }
}
