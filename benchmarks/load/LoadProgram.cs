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
                   --raw-rows 200000     rows of the raw engine's run
                   --cold-merges 0       merges into rows settled long ago, after loading
                   --cold-base 200000    rows loaded for them
          reads    the newest 50, a 100-span trace, memory and CPU at rest, start-up
                   --rows 1000000
          query    questions over HTTP and to other engines with the same rows
                   --rows 1000000        spans, 1 KB on average
                   --folder PATH         keep the data there, and use it again
                   --only a,b            only these questions
          store    the row store without HTTP
                   --seconds 20 --connections 16 --raw-rows 0
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0)
        {
            Console.WriteLine(Usage);
            return 2;
        }

        var options = LoadOptions.Parse(args[1..]);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await RunAsync(args[0], options, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was started has been stopped and what was written is gone: that happens while the exception passes.
            return 130;
        }
    }

    private static async Task<int> RunAsync(string name, LoadOptions options, CancellationToken cancellationToken)
    {
        switch (name)
        {
            case "ingest":
                await new IngestBench(options).RunAsync(cancellationToken);
                return 0;
            case "reads":
                await new ReadBench(options).RunAsync(cancellationToken);
                return 0;
            case "query":
                await new QueryBench(options).RunAsync(cancellationToken);
                return 0;
            case "store":
                await new StoreBench(options).RunAsync(cancellationToken);
                return 0;
            default:
                Console.WriteLine(Usage);
                return 2;
        }
    }
}
