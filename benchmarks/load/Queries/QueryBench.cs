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

    private const int Turns = 3;

    /// <summary>Before asks count.</summary>
    private static readonly TimeSpan TurnWarmTime = TimeSpan.FromSeconds(0.4);

    private static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(0.8);

    /// <summary>So many are counted in a turn if they take longer, but not beyond <see cref="MaxTurnTime"/>.</summary>
    private const int LeastAsks = 5;

    private static readonly TimeSpan MaxTurnTime = TimeSpan.FromSeconds(4);

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
            await AloneAsync(server, Path.Combine(folder, "data", "rows"), source, cases, report, cancellationToken);
            await BesideIngestAsync(server, cases, report, cancellationToken);
            report.Note("rssMb", server.ResidentBytes / (1024.0 * 1024));
            await server.StopAsync();
            await AskClickHouseAsync(source, cases, report, cancellationToken);
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

    // Engines that are compared are asked in turns: a machine that is shared has slow and fast minutes, and a ratio across them says nothing.
    private async Task AloneAsync(
        ServerProcess server, string segments, SpanSource source, List<QueryCase> cases, QueryReport report, CancellationToken cancellationToken)
    {
        await using var postgres = await LoadedPostgresAsync(source, cancellationToken);
        await using var service = postgres is null ? null : await PostgresOverHttp.StartAsync(postgres.Source, cancellationToken);
        using var files = options.Number("duckdb", 1) == 1 ? new DuckDbFiles(segments) : null;
        await WarmAsync(server, cases, cancellationToken);
        foreach (var question in cases)
        {
            var engines = new List<(string Name, Func<Task<double>> Ask)> { ("biplane", () => AskAsync(server, question, cancellationToken)) };
            if (files is not null && question.DuckDb is { } duckDb)
            {
                engines.Add(("duckdb", () => Task.FromResult(files.Run(QueryCase.Next(duckDb)))));
            }

            if (postgres is not null && service is not null && question.Postgres is { } sql)
            {
                engines.Add(("postgres", () => postgres.RunAsync(QueryCase.Next(sql), cancellationToken)));
                engines.Add((PostgresService, () => service.RunAsync(QueryCase.Next(sql), cancellationToken)));
            }

            foreach (var (engine, median) in await MediansAsync(engines))
            {
                report.Add(question.Name, engine, median);
            }
        }
    }

    private async Task<PostgresServer?> LoadedPostgresAsync(SpanSource source, CancellationToken cancellationToken)
    {
        if (options.Number("postgres", source.Rows <= 1_000_000 ? 1 : 0) != 1)
        {
            return null;
        }

        var postgres = await PostgresServer.StartAsync(cancellationToken);
        if (postgres is null)
        {
            Console.WriteLine("PostgreSQL is not installed: left out");
            return null;
        }

        try
        {
            await postgres.LoadAsync(source, cancellationToken);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
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

        var mix = new RowMix(await server.CreateProjectAsync(cancellationToken), seed: 2, lateEnds: options.Number("late-ends", 50));
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

    // Not in turns with the others: it runs in this process, where it would take from what asks the others.
    private async Task AskClickHouseAsync(SpanSource source, List<QueryCase> cases, QueryReport report, CancellationToken cancellationToken)
    {
        if (options.Number("clickhouse", source.Rows <= 1_000_000 ? 1 : 0) != 1)
        {
            return;
        }

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

    private static async Task<double> MedianAsync(Func<Task<double>> ask) => (await MediansAsync([("", ask)]))[0].Median;

    private static async Task<IReadOnlyList<(string Engine, double Median)>> MediansAsync(List<(string Name, Func<Task<double>> Ask)> engines)
    {
        var logs = engines.ConvertAll(_ => new LatencyLog());
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var (log, engine) in logs.Zip(engines))
            {
                // What the others have left in the caches is not what is measured, and memory that was given back meanwhile has to be asked for again.
                var clock = Stopwatch.StartNew();
                do
                {
                    await engine.Ask();
                }
                while (clock.Elapsed < TurnWarmTime);

                clock.Restart();
                for (var i = 0; i < LeastAsks ? clock.Elapsed < MaxTurnTime || i == 0 : clock.Elapsed < TurnTime; i++)
                {
                    log.Add(await engine.Ask());
                }
            }
        }

        return [.. engines.Zip(logs, (engine, log) => (engine.Name, log.Percentile(0.5)))];
    }
}
