using System.Buffers;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.RowJson;

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

    // By column: its values may be marks of large ones.
    private readonly bool[] _isJson;

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
        _isJson = [.. columns.Select(column => column.Type == ColumnType.Json)];
        pages.Start();
        _result = pages.Current;
    }

    public override IReadOnlyList<ResultColumn> Columns { get; }

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ForgetLarge();
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

    public override ReadOnlySpan<byte> GetUtf8(int column) => Value(column, _result!.GetUtf8(column));

    public override Stream OpenUtf8(int column) =>
        (_isJson[column] ? BlobFunction.Open(_blobs, _result!.GetUtf8(column)) : null) ?? base.OpenUtf8(column);

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

    internal override int Write(RowJsonWriter writer, IBufferWriter<byte> output, int mostBytes) =>
        _result is DuckDbResult computed ? writer.Write(this, new DuckDbRowValues(computed, this), output, mostBytes) : base.Write(writer, output, mostBytes);

    /// <summary>The value itself, or what it is a mark of.</summary>
    internal ReadOnlySpan<byte> Value(int column, ReadOnlySpan<byte> text) => _isJson[column] && BlobFunction.IsMark(text) ? Large(column, text) : text;

    /// <summary>The current row is another one.</summary>
    internal void ForgetLarge()
    {
        if (_large.Count > 0)
        {
            _large.Clear();
        }
    }

    private ReadOnlySpan<byte> Large(int column, ReadOnlySpan<byte> text)
    {
        if (!_large.TryGetValue(column, out var large))
        {
            large = BlobFunction.Resolve(_blobs, text) ?? text.ToArray();
            _large[column] = large;
        }

        return large;
    }
}
