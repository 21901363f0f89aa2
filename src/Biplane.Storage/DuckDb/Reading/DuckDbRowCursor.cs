using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>The rows of one statement, straight from the engine's vectors.</summary>
internal sealed class DuckDbRowCursor(QueryRun run, DuckDbResult result, IReadOnlyList<ResultColumn> columns, IBlobStore blobs) : RowCursor
{
    // Large values of the current row by column: they are read when they are asked for.
    private readonly Dictionary<int, byte[]> _large = [];

    public override IReadOnlyList<ResultColumn> Columns { get; } = columns;

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _large.Clear();
        return ValueTask.FromResult(run.Step(result.Read));
    }

    public override bool IsNull(int column) => result.IsNull(column);

    public override ReadOnlySpan<byte> GetUtf8(int column)
    {
        if (_large.TryGetValue(column, out var known))
        {
            return known;
        }

        var text = result.GetUtf8(column);
        if (Columns[column].Type != ColumnType.Json || BlobFunction.Resolve(blobs, text) is not { } large)
        {
            return text;
        }

        return _large[column] = large;
    }

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
