using System.Buffers;
using System.Diagnostics;
using System.Text;
using Biplane.Testing;

namespace Biplane.Load.Queries;

/// <summary><c>bench query</c>: the same questions over HTTP and to other engines that hold the same rows.</summary>
internal sealed class QueryBench(LoadOptions options)
{
    /// <summary>Not a time of the question: how long writes took while it was asked.</summary>
    private const string Acknowledgements = "ack p99 then";

    private const string PostgresService = "postgres, HTTP";

    /// <summary>A server that has written nothing yet compiles its code at the first rows.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>Rows arrive for so long before anything is asked.</summary>
    private static readonly TimeSpan Unasked = TimeSpan.FromSeconds(10);

    private const int ReadBytes = 256 * 1024;

    private const int WarmRounds = 3;

    /// <summary>How often, or for how long, a question is asked in one round of warming up.</summary>
    private const int WarmAsks = 100;

    private static readonly TimeSpan WarmTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(12);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        DiskSpace.Require(40L << 30);
        var kept = options.Text("folder");
        var folder = kept ?? Path.Combine(Path.GetTempPath(), "biplane-bench-" + Guid.NewGuid().ToString("N"));
        var isLoaded = Directory.Exists(folder);
        try
        {
            await using var server = await ServerProcess.StartAsync(folder, null, cancellationToken);
            Console.WriteLine($"ready after {server.ReadyAfter.TotalMilliseconds:N0} ms");
            var load = new QueryLoad(server);
            var projects = new List<Guid>();
            for (var i = 0; i < 9; i++)
            {
                projects.Add((await load.PostAsync("/v1/project", $"{{\"name\":\"bench-{i}\"}}", cancellationToken)).GetProperty("id").GetGuid());
            }

            // The end is fixed, or a kept folder would not hold the rows that are asked for.
            var source = new SpanSource(options.Number("rows", 1_000_000), projects, new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc));
            var experiments = await LoadAsync(load, source, isLoaded, cancellationToken);
            await load.RestAsync(cancellationToken);
            var cases = QueryCases.Of(projects[0], source, experiments).Where(c => options.Text("only") is not { } only || only.Split(',').Contains(c.Name, StringComparer.Ordinal)).ToList();
            var report = new QueryReport(["biplane", "while writing", Acknowledgements, "duckdb", "postgres", PostgresService, "clickhouse"], [Acknowledgements]);
            await WarmAsync(server, cases, cancellationToken);
            foreach (var question in options.Number("alone", 1) == 1 ? cases : [])
            {
                report.Add(question.Name, "biplane", await MedianAsync(async () => await AskAsync(server, question, cancellationToken)));
            }

            await BesideIngestAsync(server, cases, report, cancellationToken);
            report.Note("rssMb", server.ResidentBytes / (1024.0 * 1024));
            if (options.Number("duckdb", 1) == 1)
            {
                // A segment that is being merged from what was just written cannot be opened twice.
                await load.RestAsync(cancellationToken);
                using var files = new DuckDbFiles(Path.Combine(folder, "data", "rows"));
                foreach (var question in cases.Where(c => c.DuckDb is not null))
                {
                    report.Add(question.Name, "duckdb", await MedianAsync(() => Task.FromResult(files.Run(QueryCase.Next(question.DuckDb!)))));
                }
            }

            await server.StopAsync();
            await OthersAsync(source, cases, report, cancellationToken);
            report.Print();
        }
        finally
        {
            if (kept is null && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // The runtime compiles code that is used much twice more, beside the questions: on two cores one of 50 ms takes 80 until it has, after some fifty of them.
    private static async Task WarmAsync(ServerProcess server, List<QueryCase> cases, CancellationToken cancellationToken)
    {
        for (var round = 0; round < WarmRounds; round++)
        {
            foreach (var question in cases)
            {
                var clock = Stopwatch.StartNew();
                for (var i = 0; i < WarmAsks && clock.Elapsed < WarmTime; i++)
                {
                    await AskAsync(server, question, cancellationToken);
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    // The same questions while rows arrive in another project.
    private async Task BesideIngestAsync(ServerProcess server, List<QueryCase> cases, QueryReport report, CancellationToken cancellationToken)
    {
        var pace = options.Number("pace", 3_000);
        if (pace == 0)
        {
            return;
        }

        var mix = new RowMix(await server.CreateProjectAsync(cancellationToken), seed: 2);
        using var enough = new CancellationTokenSource();
        var acknowledged = new LatencyLog();
        var writing = Task.Run(() => new Sender(server, mix).PacedAsync(pace, TimeSpan.FromHours(1), acknowledged, cancellationToken, enough.Token), cancellationToken);
        await Task.Delay(WarmUp, cancellationToken);
        var cold = acknowledged.Count;

        // What the machine itself does to them.
        await Task.Delay(Unasked, cancellationToken);
        report.Note("ackP99MsUnasked", acknowledged.Percentile(0.99, cold));
        cold = acknowledged.Count;
        foreach (var question in cases)
        {
            var before = acknowledged.Count;
            report.Add(question.Name, "while writing", await MedianAsync(async () => await AskAsync(server, question, cancellationToken)));
            report.Add(question.Name, Acknowledgements, acknowledged.Percentile(0.99, before));
        }

        await enough.CancelAsync();
        await writing;
        report.Note("writePace", pace);
        report.Note("ackP50Ms", acknowledged.Percentile(0.5, cold));
        report.Note("ackP99Ms", acknowledged.Percentile(0.99, cold));
        report.Note("ackMaxMs", acknowledged.Percentile(1, cold));
    }

    private async Task OthersAsync(SpanSource source, List<QueryCase> cases, QueryReport report, CancellationToken cancellationToken)
    {
        if (options.Number("postgres", source.Rows <= 1_000_000 ? 1 : 0) == 1)
        {
            await using var postgres = await PostgresServer.StartAsync(cancellationToken);
            if (postgres is null)
            {
                Console.WriteLine("PostgreSQL is not installed: left out");
            }
            else
            {
                await postgres.LoadAsync(source, cancellationToken);
                await using var service = await PostgresOverHttp.StartAsync(postgres.Source, cancellationToken);
                foreach (var question in cases.Where(c => c.Postgres is not null))
                {
                    report.Add(question.Name, "postgres", await MedianAsync(() => postgres.RunAsync(QueryCase.Next(question.Postgres!), cancellationToken)));
                    report.Add(question.Name, PostgresService, await MedianAsync(() => service.RunAsync(QueryCase.Next(question.Postgres!), cancellationToken)));
                }
            }
        }

        if (options.Number("clickhouse", source.Rows <= 1_000_000 ? 1 : 0) == 1)
        {
            if (Environment.GetEnvironmentVariable("BIPLANE_BENCH_CHDB") is not { } modules)
            {
                Console.WriteLine("chdb is not installed: left out");
                return;
            }

            using var engine = ClickHouseLibrary.Open(modules);
            var clickHouse = new ClickHouseSpans(engine);
            clickHouse.Load(source, cancellationToken);
            foreach (var question in cases.Where(c => c.ClickHouse is not null))
            {
                report.Add(question.Name, "clickhouse", await MedianAsync(() => Task.FromResult(clickHouse.Run(QueryCase.Next(question.ClickHouse!)))));
            }
        }
    }

    private static async Task<(Guid Base, Guid New)> LoadAsync(QueryLoad load, SpanSource source, bool isLoaded, CancellationToken cancellationToken)
    {
        if (!isLoaded)
        {
            var clock = Stopwatch.StartNew();
            await load.SpansAsync(source, cancellationToken);
            Console.WriteLine($"{source.Rows:N0} spans loaded in {clock.Elapsed.TotalSeconds:N0} s");
            await load.TraceAsync(source.Asked, QueryCases.SmallTrace, 100, cancellationToken);
            await load.TraceAsync(source.Others, QueryCases.LargeTrace, 100_000, cancellationToken);
            var first = await load.ExperimentAsync(source.Asked, 10_000, 1, cancellationToken);
            var second = await load.ExperimentAsync(source.Asked, 10_000, 2, cancellationToken);
            return (first, second);
        }

        var known = new List<Guid>();
        for (var i = 1; i <= 2; i++)
        {
            known.Add((await load.PostAsync("/v1/experiment", $"{{\"project_id\":\"{source.Asked:D}\",\"name\":\"bench-{i}\"}}", cancellationToken)).GetProperty("id").GetGuid());
        }

        return (known[0], known[1]);
    }

    private static async Task<double> AskAsync(ServerProcess server, QueryCase question, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var request = question.Btql is { } query
            ? new HttpRequestMessage(HttpMethod.Post, "/btql") { Content = new StringContent($"{{\"query\":\"{QueryCase.Next(query)}\"}}", Encoding.UTF8, "application/json") }
            : question.Body is { } json
                ? new HttpRequestMessage(HttpMethod.Post, question.Path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }
                : new HttpRequestMessage(HttpMethod.Get, question.Path);
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new InvalidOperationException($"{question.Name} answered {(int)response.StatusCode}: {text[..Math.Min(600, text.Length)]}");
        }

        // To the last byte, and into one buffer: to gather twenty megabytes takes a client longer than the server needs to make them.
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (await body.ReadAsync(buffer.AsMemory(0, ReadBytes), cancellationToken) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> MedianAsync(Func<Task<double>> run)
    {
        var log = new LatencyLog();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 25 && (i < 3 || clock.Elapsed < MaxTime); i++)
        {
            var time = await run();
            if (i >= 2)
            {
                log.Add(time);
            }
        }

        return log.Percentile(0.5);
    }
}
