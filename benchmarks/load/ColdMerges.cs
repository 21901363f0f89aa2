using System.Diagnostics;
using System.Globalization;
using System.Text;
using Biplane.Testing;

namespace Biplane.Load;

/// <summary>Merges into rows that were settled long ago: a base is loaded and left alone until it is settled and merged, then random rows of it get a score.</summary>
internal static class ColdMerges
{
    private const int Connections = 16;

    public static async Task RunAsync(ServerProcess server, Guid project, Report report, int merges, int rows, CancellationToken cancellationToken)
    {
        var random = new Random(3);
        for (var start = 0; start < rows; start += 100)
        {
            var body = new StringBuilder("{\"rows\":[");
            for (var i = start; i < start + 100; i++)
            {
                body.Append(i == start ? "" : ",").Append(CultureInfo.InvariantCulture, $"{{\"id\":\"cold-{i}\",\"project_id\":\"{project:D}\",\"log_id\":\"g\",\"metadata\":{{\"n\":{i}}},\"input\":\"");
                for (var length = 0; length < 2_500;)
                {
                    var word = Vocabulary.Word(random);
                    body.Append(word).Append(' ');
                    length += word.Length + 1;
                }

                body.Append("\"}");
            }

            var bytes = Encoding.ASCII.GetBytes(body.Append("]}").ToString());
            await server.PostLogsAsync(bytes, bytes.Length, cancellationToken);
        }

        Console.WriteLine("base loaded; waiting until it is settled");
        await Task.Delay(TimeSpan.FromSeconds(40), cancellationToken);
        var clock = Stopwatch.StartNew();
        var left = merges;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async sender =>
        {
            var mine = new Random(100 + sender);
            while (Interlocked.Add(ref left, -100) > -100)
            {
                var body = new StringBuilder("{\"rows\":[");
                for (var i = 0; i < 100; i++)
                {
                    body.Append(i == 0 ? "" : ",").Append(
                        CultureInfo.InvariantCulture,
                        $"{{\"id\":\"cold-{mine.Next(rows)}\",\"project_id\":\"{project:D}\",\"log_id\":\"g\",\"_is_merge\":true,\"scores\":{{\"q\":0.{mine.Next(10)}}}}}");
                }

                var bytes = Encoding.ASCII.GetBytes(body.Append("]}").ToString());
                await server.PostLogsAsync(bytes, bytes.Length, cancellationToken);
            }
        }));
        report.Add("coldMergesPerSecond", merges / clock.Elapsed.TotalSeconds, "rows/s", 0);
    }
}
