using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>The rows of statements and pages that follow each other, without a copy of their own.</summary>
internal sealed class DuckDbRowCursor : RowCursor
{
    private readonly QueryRun _run;
    private readonly IBlobStore _blobs;
    private readonly PageReader _pages;

    // One for all rows.
    private readonly Func<bool> _read;

    // Null when there is no statement that has rows.
    private ResultRows? _result;

    // Large values of the current row by column: they are read when they are asked for.
    private readonly Dictionary<int, byte[]> _large = [];

    /// <summary>Runs the first statement.</summary>
    /// <param name="run">What the query holds.</param>
    /// <param name="pages">The results of statements, or pages.</param>
    /// <param name="columns">The columns of all of them.</param>
    /// <param name="blobs">Where large values are.</param>
    public DuckDbRowCursor(QueryRun run, PageReader pages, IReadOnlyList<ResultColumn> columns, IBlobStore blobs)
    {
        _run = run;
        _blobs = blobs;
        _pages = pages;
        _read = () => _result?.Read() == true;
        Columns = columns;
        pages.Start();
        _result = pages.Current;
    }

    public override IReadOnlyList<ResultColumn> Columns { get; }

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_large.Count > 0)
        {
            _large.Clear();
        }

        return _run.Step(_read) ? ValueTask.FromResult(true) : ReadNextAsync();
    }

    // The first row of the next page that has any.
    private async ValueTask<bool> ReadNextAsync()
    {
        while (_result is not null)
        {
            _result = null;
            await _pages.NextAsync();
            _result = _pages.Current;
            if (_run.Step(_read))
            {
                return true;
            }
        }

        return false;
    }

    public override bool IsNull(int column) => _result!.IsNull(column);

    public override ReadOnlySpan<byte> GetUtf8(int column)
    {
        if (_large.Count > 0 && _large.TryGetValue(column, out var known))
        {
            return known;
        }

        var text = _result!.GetUtf8(column);
        if (Columns[column].Type != ColumnType.Json || BlobFunction.Resolve(_blobs, text) is not { } large)
        {
            return text;
        }

        return _large[column] = large;
    }

    public override Stream OpenUtf8(int column) =>
        (Columns[column].Type == ColumnType.Json ? BlobFunction.Open(_blobs, _result!.GetUtf8(column)) : null) ?? base.OpenUtf8(column);

    public override bool GetBoolean(int column) => _result!.GetBoolean(column);

    public override long GetInt64(int column) => _result!.GetInt64(column);

    public override ulong GetUInt64(int column) => _result!.GetUInt64(column);

    public override double GetDouble(int column) => _result!.GetDouble(column);

    public override Guid GetGuid(int column) => _result!.GetGuid(column);

    public override DateTime GetTimestamp(int column) => _result!.GetTimestamp(column);

    public override async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        _run.Dispose();
    }
}
