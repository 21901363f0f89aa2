using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Biplane.Load.Queries;

/// <summary>ClickHouse inside this process (the npm package <c>chdb</c>): JSON columns, a text index over the texts.</summary>
internal sealed unsafe class ClickHouseLibrary : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "biplane-ch-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly nint _library;
    private readonly delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nint> _query;
    private readonly delegate* unmanaged<nint, byte*> _error;
    private readonly delegate* unmanaged<nint, void> _destroy;
    private readonly nint* _connection;

    private ClickHouseLibrary(string path)
    {
        _library = NativeLibrary.Load(path);
        _query = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nint>)NativeLibrary.GetExport(_library, "chdb_query_n");
        _error = (delegate* unmanaged<nint, byte*>)NativeLibrary.GetExport(_library, "chdb_result_error");
        _destroy = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(_library, "chdb_destroy_query_result");
        var connect = (delegate* unmanaged<int, byte**, nint*>)NativeLibrary.GetExport(_library, "chdb_connect");
        fixed (byte* name = "clickhouse\0"u8)
        fixed (byte* folder = Encoding.UTF8.GetBytes($"--path={_folder}\0"))
        {
            var arguments = stackalloc byte*[2] { name, folder };
            _connection = connect(2, arguments);
        }

        if (_connection is null)
        {
            throw new InvalidOperationException("ClickHouse did not start.");
        }
    }

    /// <summary>Loads the library; null where the package is not installed.</summary>
    public static ClickHouseLibrary? Open(string? path) => path is not null && File.Exists(path) ? new ClickHouseLibrary(path) : null;

    public void Load(SpanSource spans, CancellationToken cancellationToken)
    {
        Run(
            """
            CREATE TABLE spans (
              seq UInt64, id String, project_id UUID, created DateTime64(6, 'UTC'), span_id String, root_span_id String, is_root Bool, input String, output String, error String,
              metadata JSON, metrics JSON, scores JSON, span_attributes JSON, tags Array(String),
              INDEX input_words input TYPE text(tokenizer = 'splitByNonAlpha'), INDEX output_words output TYPE text(tokenizer = 'splitByNonAlpha'),
              INDEX by_id id TYPE bloom_filter, INDEX by_trace root_span_id TYPE bloom_filter)
            ENGINE = MergeTree ORDER BY (project_id, seq)
            """);
        var body = new StringBuilder();
        for (var first = 0L; first < spans.Rows; first += 50_000)
        {
            cancellationToken.ThrowIfCancellationRequested();
            body.Clear().Append("INSERT INTO spans FORMAT JSONEachRow ");
            for (var i = first; i < Math.Min(spans.Rows, first + 50_000); i++)
            {
                var span = spans.Make(i);
                body.Append(
                    CultureInfo.InvariantCulture,
                    $"{{\"seq\":{i},\"id\":\"{span.Id}\",\"project_id\":\"{span.Project:D}\",\"created\":\"{span.Created:yyyy-MM-dd HH:mm:ss.ffffff}\",\"span_id\":\"{span.SpanId}\",\"root_span_id\":\"{span.TraceId}\",\"is_root\":{(span.ParentId is null ? "true" : "false")},\"input\":\"{span.Input}\",\"output\":\"{span.Output}\",\"error\":\"{span.Error}\",\"metadata\":{span.MetadataJson},\"metrics\":{span.MetricsJson},\"scores\":{span.ScoresJson ?? "{}"},\"span_attributes\":{span.AttributesJson},\"tags\":[{(span.Tag is null ? "" : $"\"{span.Tag}\"")}]}}\n");
            }

            Run(body.ToString());
        }

        Run("OPTIMIZE TABLE spans FINAL");
    }

    public double Run(string sql)
    {
        var clock = Stopwatch.StartNew();
        var text = Encoding.UTF8.GetBytes(sql);
        var format = "JSONEachRow"u8;
        fixed (byte* query = text)
        fixed (byte* name = format)
        {
            var result = _query(*_connection, query, (nuint)text.Length, name, (nuint)format.Length);
            var error = Marshal.PtrToStringUTF8((nint)_error(result));
            _destroy(result);
            return string.IsNullOrEmpty(error)
                ? clock.Elapsed.TotalMilliseconds
                : throw new InvalidOperationException($"ClickHouse refused '{sql[..Math.Min(200, sql.Length)]}': {error[..Math.Min(500, error.Length)]}");
        }
    }

    // The process would abort with an open connection.
    public void Dispose()
    {
        ((delegate* unmanaged<nint*, void>)NativeLibrary.GetExport(_library, "chdb_close_conn"))(_connection);
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
