using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Biplane.Testing;

namespace Biplane.Load.Queries;

/// <summary>Fills the server for the query benchmark and waits until it has come to rest.</summary>
internal sealed class QueryLoad(ServerProcess server)
{
    /// <summary>Processor time within five seconds.</summary>
    private static readonly TimeSpan MaxIdleCpu = TimeSpan.FromSeconds(0.5);

    private const int RowsPerRequest = 200;
    private const int SpreadParts = 1_000;
    private const int SpreadRows = 100;

    public async Task SpansAsync(SpanSource source, CancellationToken cancellationToken)
    {
        var next = 0L;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                var body = new StringBuilder();
                for (var first = Interlocked.Add(ref next, RowsPerRequest) - RowsPerRequest; first < source.Rows; first = Interlocked.Add(ref next, RowsPerRequest) - RowsPerRequest)
                {
                    body.Clear().Append("{\"rows\":[");
                    for (var i = first; i < Math.Min(source.Rows, first + RowsPerRequest); i++)
                    {
                        body.Append(i == first ? "" : ",");
                        source.Make(i).WriteTo(body);
                    }

                    await SendAsync(body.Append("]}").ToString(), cancellationToken);
                    await SpreadAsync(source, first / RowsPerRequest, cancellationToken);
                }
            },
            cancellationToken)));
    }

    // A trace of 100,000 spans that grows while the others come: its spans lie in every file.
    private async Task SpreadAsync(SpanSource source, long request, CancellationToken cancellationToken)
    {
        var every = Math.Max(1, source.Rows / RowsPerRequest / SpreadParts);
        var part = (int)(request / every);
        if (request % every != 0 || part >= SpreadParts)
        {
            return;
        }

        var body = new StringBuilder("{\"rows\":[");
        for (var i = 0; i < SpreadRows; i++)
        {
            body.Append(i == 0 ? "" : ",");
            source.MakeSpread(QueryCases.SpreadTrace, (part * SpreadRows) + i).WriteTo(body);
        }

        await SendAsync(body.Append("]}").ToString(), cancellationToken);
    }

    public async Task TraceAsync(Guid project, string trace, int spans, CancellationToken cancellationToken)
    {
        for (var first = 0; first < spans; first += 1_000)
        {
            var body = new StringBuilder("{\"rows\":[");
            for (var i = first; i < Math.Min(spans, first + 1_000); i++)
            {
                body.Append(i == first ? "" : ",").Append(
                    CultureInfo.InvariantCulture,
                    $"{{\"id\":\"{trace}-{i}\",\"span_id\":\"{trace}-{i}\",\"root_span_id\":\"{trace}\",\"span_parents\":{(i == 0 ? "null" : $"[\"{trace}-{i / 10}\"]")},\"project_id\":\"{project:D}\",\"log_id\":\"g\",\"span_attributes\":{{\"name\":\"step-{i % 7}\",\"type\":\"task\"}},\"metrics\":{{\"start\":{1_700_000_000 + i},\"end\":{1_700_000_001 + i}}},\"input\":\"{new string('x', 800)}\"}}");
            }

            await SendAsync(body.Append("]}").ToString(), cancellationToken);
        }
    }

    /// <summary>An experiment over the same inputs as every other, with scores and times of its own.</summary>
    public async Task<Guid> ExperimentAsync(Guid project, int rows, int seed, CancellationToken cancellationToken)
    {
        var created = await PostAsync("/v1/experiment", $"{{\"project_id\":\"{project:D}\",\"name\":\"bench-{seed}\"}}", cancellationToken);
        var experiment = created.GetProperty("id").GetGuid();
        var random = new Random(seed);
        for (var first = 0; first < rows; first += 500)
        {
            var body = new StringBuilder("{\"rows\":[");
            for (var i = first; i < first + 500; i++)
            {
                body.Append(i == first ? "" : ",").Append(
                    CultureInfo.InvariantCulture,
                    $"{{\"id\":\"case-{seed}-{i}\",\"experiment_id\":\"{experiment:D}\",\"input\":{{\"case\":{i},\"question\":\"{Vocabulary.At(i)} {Vocabulary.At(rows - i)}\"}},\"output\":\"{Vocabulary.Word(random)}\",\"expected\":\"{Vocabulary.Word(random)}\",\"scores\":{{\"exact\":{random.Next(2)},\"similar\":{random.NextDouble():F3}}},\"metrics\":{{\"start\":1,\"end\":{1 + random.NextDouble():F3}}}}}");
            }

            await SendAsync(body.Append("]}").ToString(), cancellationToken);
        }

        return experiment;
    }

    /// <summary>Waits until nothing is left to settle, to merge, or to build filters and copies for.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        var (calm, worked) = (0, TimeSpan.Zero);
        for (var last = ""; calm < 6; await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken))
        {
            var store = (await server.StatusAsync(cancellationToken)).GetProperty("row_store");
            var now = store.GetRawText();
            var isReady = store.GetProperty("hot_rows").GetInt64() < 1_000
                && store.GetProperty("rows_without_word_filter").GetInt64() < 2_048 * 8
                && store.GetProperty("rows_without_copies").GetInt64() < 2_048;

            // What a merge has done so far is in no figure but this one.
            var isIdle = server.Cpu - worked < MaxIdleCpu;
            calm = now == last && isReady && isIdle ? calm + 1 : 0;
            (last, worked) = (now, server.Cpu);
        }
    }

    private async Task SendAsync(string body, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await server.PostLogsAsync(bytes, bytes.Length, cancellationToken);
    }

    public async Task<JsonElement> PostAsync(string path, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using var response = await server.Http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.Clone()
            : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {text[..Math.Min(500, text.Length)]}");
    }
}
