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
    private readonly AskedForm _form;

    // One for all rows.
    private readonly Func<bool> _read;

    // Null when there is no statement that has rows.
    private ResultRows? _result;

    // By column: its values may be marks of large ones.
    private readonly bool[] _isJson;

    // The first row has been asked for. Before there is a second one, or it is written, it is not known in which form rows are taken.
    private bool _hasBegun;

    // Large values of the current row by column: they are read when they are asked for.
    private readonly Dictionary<int, byte[]> _large = [];

    /// <summary>Runs the first statement.</summary>
    /// <param name="run">What the query holds.</param>
    /// <param name="pages">The results of statements, or pages.</param>
    /// <param name="columns">The columns of all of them.</param>
    /// <param name="blobs">Where large values are.</param>
    /// <param name="form">Where the pages look in which form they are taken.</param>
    public DuckDbRowCursor(QueryRun run, PageReader pages, IReadOnlyList<ResultColumn> columns, IBlobStore blobs, AskedForm form)
    {
        _run = run;
        _blobs = blobs;
        _pages = pages;
        _form = form;
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
        if (_hasBegun)
        {
            _pages.LookAhead();
        }

        _hasBegun = true;
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

    internal override int Write(RowJsonWriter writer, IBufferWriter<byte> output, int mostBytes)
    {
        if (mostBytes > 0 && _form.Json is null && !_pages.IsAhead)
        {
            writer.Prepare();
            _form.Json = writer;
        }

        _pages.LookAhead();
        return _result switch
        {
            WrittenRows written => written.Write(writer, output, mostBytes),
            DuckDbResult computed => writer.Write(new DuckDbRowValues(computed, this), output, mostBytes),
            _ => base.Write(writer, output, mostBytes),
        };
    }

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
