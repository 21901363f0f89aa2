using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Biplane.Load.Queries;

/// <summary>
/// PostgreSQL as row-store tools of the field use it: one table with the payload as JSONB, indexes for keys, for containment, for words and for trigrams. A cluster
/// of its own on a socket in a temporary folder, with a fifth of this machine's memory as buffers.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "biplane-pg-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly string _programs;
    private NpgsqlDataSource? _source;
    private NpgsqlConnection? _connection;

    private PostgresServer(string programs) => _programs = programs;

    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The server has not started.");

    /// <summary>Starts a server; null where PostgreSQL is not installed.</summary>
    public static async Task<PostgresServer?> StartAsync(CancellationToken cancellationToken)
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).LastOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")))
            : null;
        if (programs is null)
        {
            return null;
        }

        var server = new PostgresServer(programs);
        Directory.CreateDirectory(server._folder);
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root.
            await server.RunAsync("chown", ["postgres", server._folder], asOwner: false, cancellationToken);
        }

        var data = Path.Combine(server._folder, "data");
        await server.RunAsync(Path.Combine(programs, "initdb"), ["-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"], asOwner: true, cancellationToken);
        await server.RunAsync(
            Path.Combine(programs, "pg_ctl"),
            ["-D", data, "-w", "-l", Path.Combine(server._folder, "log"), "-o", $"-c listen_addresses='' -k {server._folder} -c shared_buffers=4GB -c work_mem=128MB -c maintenance_work_mem=3GB -c max_wal_size=8GB -c effective_cache_size=12GB -c random_page_cost=1.1 -c jit=off", "start"],
            asOwner: true,
            cancellationToken);
        server._source = NpgsqlDataSource.Create($"Host={server._folder};Username=bench;Database=postgres;Command Timeout=0");
        server._connection = await server._source.OpenConnectionAsync(cancellationToken);
        return server;
    }

    public async Task LoadAsync(SpanSource spans, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await ExecuteAsync(
            """
            CREATE EXTENSION pg_trgm;
            CREATE TABLE spans (
              seq bigint PRIMARY KEY, id text NOT NULL, project_id uuid NOT NULL, created timestamptz NOT NULL, span_id text, root_span_id text, is_root boolean,
              payload jsonb NOT NULL, input_text text, text_words tsvector);
            """,
            cancellationToken);
        await using (var writer = await _connection!.BeginBinaryImportAsync("COPY spans (seq, id, project_id, created, span_id, root_span_id, is_root, payload, input_text) FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            for (var i = 0L; i < spans.Rows; i++)
            {
                var span = spans.Make(i);
                await writer.StartRowAsync(cancellationToken);
                await writer.WriteAsync(i, NpgsqlDbType.Bigint, cancellationToken);
                await writer.WriteAsync(span.Id, NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync(span.Project, NpgsqlDbType.Uuid, cancellationToken);
                await writer.WriteAsync(span.Created, NpgsqlDbType.TimestampTz, cancellationToken);
                await writer.WriteAsync(span.SpanId, NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync(span.TraceId, NpgsqlDbType.Text, cancellationToken);
                await writer.WriteAsync(span.ParentId is null, NpgsqlDbType.Boolean, cancellationToken);
                await writer.WriteAsync(span.PayloadJson, NpgsqlDbType.Jsonb, cancellationToken);
                await writer.WriteAsync(span.Input, NpgsqlDbType.Text, cancellationToken);
            }

            await writer.CompleteAsync(cancellationToken);
        }

        await ExecuteAsync("UPDATE spans SET text_words = to_tsvector('simple', input_text || ' ' || coalesce(payload->>'output', ''))", cancellationToken);
        await ExecuteAsync("VACUUM FULL spans", cancellationToken);

        // The one of trigrams takes as long as all the others together, and a core each.
        await Task.WhenAll(
            IndexAsync(["USING gin (input_text gin_trgm_ops)"], cancellationToken),
            IndexAsync(
                [
                    "(project_id, seq)", "(project_id, seq) WHERE is_root", "(project_id, id)", "(project_id, root_span_id)", "(project_id, created)",
                    "USING gin (payload)", "USING gin (text_words)",
                ],
                cancellationToken));
        await ExecuteAsync("VACUUM ANALYZE spans", cancellationToken);

        // Or it would write for minutes while everybody is asked.
        await ExecuteAsync("CHECKPOINT", cancellationToken);
        Console.WriteLine($"PostgreSQL loaded in {clock.Elapsed.TotalSeconds:N0} s");
    }

    private async Task IndexAsync(string[] indexes, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        foreach (var index in indexes)
        {
            await using var command = new NpgsqlCommand($"CREATE INDEX ON spans {index}", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async Task<double> RunAsync(string sql, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
        }

        return clock.Elapsed.TotalMilliseconds;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task RunAsync(string program, string[] arguments, bool asOwner, CancellationToken cancellationToken)
    {
        string[] prefix = asOwner && Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : [];
        string[] all = [.. prefix, program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = _folder, RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        if (_source is not null)
        {
            await _source.DisposeAsync();
        }

        await RunAsync(Path.Combine(_programs, "pg_ctl"), ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop"], asOwner: true, CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }
}
