using System.Runtime.InteropServices;
using Biplane.Load.Queries;

namespace Biplane.Load;

/// <summary>The load benchmarks: <c>./biplane bench NAME [--option value …]</c>.</summary>
internal static class LoadProgram
{
    private const string Usage = """
        usage: ./biplane bench <name> [options]

          ingest   rows per second over HTTP against the raw engine, then acknowledgements at a fixed pace
                   --seconds 30          unpaced
                   --paced-seconds 60    at --pace 5000 rows/s
                   --connections 16      unpaced requests at a time
                   --late-ends 0         of a hundred spans sent as two rows, how many end in the next request
                   --raw-rows 200000     rows of the raw engine's run
                   --cold-merges 0       merges into rows settled long ago, after loading
                   --cold-base 200000    rows loaded for them
          reads    the newest 50, a 100-span trace, memory and CPU at rest, start-up
                   --rows 1000000
          query    questions over HTTP and to other engines with the same rows
                   --rows 1000000        spans, 1 KB on average
                   --folder PATH         keep the data there, and use it again
                   --only a,b            only these questions
                   --pace 3000           rows/s that arrive while they are asked again; 0: none
                   --late-ends 50        as above
                   --duckdb 1            ask DuckDB too, over the same files; 0: do not
                   --postgres 1          load and ask PostgreSQL too; 0 beyond a million rows
                   --clickhouse 1        ask ClickHouse too, if BIPLANE_BENCH_CHDB names the folder of its
                                         npm packages; 0 beyond a million rows
          store    the row store without HTTP
                   --seconds 20 --threads N --connections 16 --raw-rows 0
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var name, .. var rest] || Of(name) is not { } benchmark || rest is ["--help" or "-h", ..])
        {
            Console.WriteLine(Usage);
            return args is [_, "--help" or "-h", ..] or ["--help" or "-h" or "help"] ? 0 : 2;
        }

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await benchmark.Run(LoadOptions.Parse(rest, benchmark.Options), stop.Token);
            return 0;
        }
        catch (LoadOptionException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was started has been stopped and what was written is gone: that happens while the exception passes.
            return 130;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static (string[] Options, Func<LoadOptions, CancellationToken, Task> Run)? Of(string name) =>
        name switch
        {
            "ingest" => (["seconds", "paced-seconds", "pace", "connections", "raw-rows", "late-ends", "cold-merges", "cold-base"], (options, ct) => new IngestBench(options).RunAsync(ct)),
            "reads" => (["rows", "folder"], (options, ct) => new ReadBench(options).RunAsync(ct)),
            "query" => (["rows", "folder", "only", "pace", "late-ends", "duckdb", "postgres", "clickhouse"], (options, ct) => new QueryBench(options).RunAsync(ct)),
            "store" => (["seconds", "threads", "connections", "raw-rows"], (options, ct) => new StoreBench(options).RunAsync(ct)),
            _ => null,
        };
}
