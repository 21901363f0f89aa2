using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb;
using Biplane.Storage.DuckDb.Files;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>A real store in a folder of its own, which can be reopened.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private readonly DuckDbStoreOptions _options;
    private bool _isOpen = true;

    public TemporaryStore(Func<DuckDbStoreOptions, DuckDbStoreOptions>? configure = null, TimeProvider? time = null)
    {
        Folder = Path.Combine(Path.GetTempPath(), "biplane-store-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
        Time = time ?? TimeProvider.System;
        var options = new DuckDbStoreOptions { Folder = Path.Combine(Folder, "rows"), Threads = 2 };
        _options = configure?.Invoke(options) ?? options;
        Blobs = new FileBlobStore(Path.Combine(Folder, "blobs"), Time);
        Store = DuckDbRowStore.Open(_options, Blobs, Time);
    }

    public string Folder { get; }

    public TimeProvider Time { get; }

    /// <summary>What the manifest lists.</summary>
    public IReadOnlyList<ManifestSegment> Segments => new ManifestFile(Path.Combine(Folder, "rows")).Load().Segments;

    /// <summary>Row files on the disk that the manifest does not list.</summary>
    public IEnumerable<string> UnlistedFiles
    {
        get
        {
            var rows = Path.Combine(Folder, "rows");
            var manifest = new ManifestFile(rows).Load();
            var listed = manifest.Segments.Select(segment => $"seg-{segment.File:D8}").Concat(manifest.Generations.Select(generation => $"gen-{generation:D8}")).ToHashSet(StringComparer.Ordinal);
            return Directory.EnumerateFiles(rows).Select(path => Path.GetFileName(path)).Where(name => name.Contains('-', StringComparison.Ordinal) && !listed.Contains(name.Split('.')[0]));
        }
    }

    public FileBlobStore Blobs { get; }

    public DuckDbRowStore Store { get; private set; }

    public async Task ReopenAsync(Action? whileClosed = null)
    {
        _isOpen = false;
        await Store.DisposeAsync();
        whileClosed?.Invoke();
        Store = DuckDbRowStore.Open(_options, Blobs, Time);
        _isOpen = true;
    }

    public Task<WriteReceipt> InsertAsync(ObjectRef target, string eventsJson) =>
        WriteAsync(target, $$"""{"events":{{eventsJson}}}""");

    public async Task<WriteReceipt> WriteAsync(ObjectRef target, string body)
    {
        var read = EventReader.ReadEvents(System.Text.Encoding.UTF8.GetBytes(body), target);
        Assert.Null(read.Error);
        return await Store.WriteAsync(read.Rows, TestContext.Current.CancellationToken);
    }

    /// <summary>Begins a query.</summary>
    public async Task<RowCursor> OpenAsync(string query, TransactionId? version = null)
    {
        var compilation = QueryPipeline.Compile(QueryRequest.FromText(query, Time.GetUtcNow().UtcDateTime) with { Version = version });
        Assert.True(compilation.Plan is not null, string.Join("; ", compilation.Diagnostics));
        return await Store.QueryAsync(compilation.Plan, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a query; each row as texts by column, with the cursor after it as <c>cursor</c>.</summary>
    public async Task<List<Dictionary<string, string?>>> QueryAsync(string query, TransactionId? version = null)
    {
        await using var cursor = await OpenAsync(query, version);
        var rows = new List<Dictionary<string, string?>>();
        while (await cursor.ReadAsync(TestContext.Current.CancellationToken))
        {
            var row = new Dictionary<string, string?>(StringComparer.Ordinal);
            for (var i = 0; i < cursor.Columns.Count; i++)
            {
                var column = cursor.Columns[i];
                if (column.IsHidden)
                {
                    row["cursor"] = new PaginationKey(cursor.GetUInt64(i)).ToCursor();
                }
                else if (column.Type is ColumnType.Text or ColumnType.Json)
                {
                    row[column.Name] = cursor.IsNull(i) ? null : System.Text.Encoding.UTF8.GetString(cursor.GetUtf8(i));
                }
                else if (column.Type == ColumnType.Integer)
                {
                    row[column.Name] = cursor.IsNull(i) ? null : cursor.GetInt64(i).ToString(System.Globalization.CultureInfo.InvariantCulture);
                }
                else if (column.Type == ColumnType.Number)
                {
                    row[column.Name] = cursor.IsNull(i) ? null : cursor.GetDouble(i).ToString(System.Globalization.CultureInfo.InvariantCulture);
                }
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The bytes of all files of the store that contain a text.</summary>
    public IEnumerable<string> FilesWith(string text)
    {
        var needle = System.Text.Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(needle) >= 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOpen)
        {
            await Store.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
