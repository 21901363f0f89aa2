using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Biplane.EndToEnd.Tests.Durability;
using Biplane.Server.Running;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Connections;

/// <summary>The real server under 12,000 connections that want nothing, or never say what they want.</summary>
public sealed class ManyConnectionsTests
{
    private const int Idle = 10_000;
    private const int HalfSent = 2_000;
    private const int Senders = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task Ten_thousand_idle_and_half_sent_connections_stop_nobody_else()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descriptors are counted in /proc.");
        Assert.SkipWhen(OpenFiles.Limit() < 18_000, $"This process may open {OpenFiles.Limit()} files (ulimit -Hn); the test needs 18,000.");

        // A shell's usual soft limit: the server has to raise it by itself.
        await using var server = await ServerProcess.StartAsync(null, null, "ulimit -Sn 1024; exec \"$0\"", cancellationToken);
        var project = await server.CreateProjectAsync(cancellationToken);
        var ledger = new RowLedger();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var senders = Enumerable.Range(0, Senders).Select(i => new LoadClient(server, project, ledger, $"s{i}", i).RunAsync(stop.Token)).ToList();
        var connections = new List<RawConnection>();
        try
        {
            await OpenAsync(connections, server, Idle, i => i % 4 == 0 ? Healthz(server.Api) : "");
            await OpenAsync(connections, server, HalfSent, i => i % 2 == 0 ? HalfHead(server.Api) : HalfBody(server.Api));
            Assert.True(server.OpenDescriptors > Idle, $"The server holds {server.OpenDescriptors} descriptors.");

            var before = Acknowledged(ledger);
            for (var i = 0; i < 20; i++)
            {
                await AssertServedAsync(server, project);
            }

            Assert.True(Acknowledged(ledger) > before, "No sender was answered while the connections were open.");
            foreach (var half in connections[Idle..])
            {
                Assert.StartsWith("HTTP/1.1 408", await half.FirstLineAsync(cancellationToken), StringComparison.Ordinal);
            }

            Assert.All(senders, sender => Assert.False(sender.IsCompleted, "A sender was turned away."));
            Assert.True(server.OpenDescriptors > Idle, "The idle connections are gone.");
        }
        finally
        {
            await stop.CancelAsync();
            connections.ForEach(connection => connection.Dispose());
            await Task.WhenAll(senders);
        }

        await LedgerCheck.RunAsync(server, project, ledger, cancellationToken);
        Assert.True(server.IsRunning);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_and_a_place_that_is_free_again_is_given_away()
    {
        await using var server = await ServerProcess.StartAsync(
            null, new Dictionary<string, string>(StringComparer.Ordinal) { ["BIPLANE_MAX_CONNECTIONS"] = "100" }, Token);
        var connections = new List<RawConnection>();
        try
        {
            for (var i = 0; i < 150; i++)
            {
                connections.Add(await RawConnection.OpenAsync(server.Api, Healthz(server.Api), Token));
            }

            var lines = await Task.WhenAll(connections.Select(connection => connection.FirstLineAsync(Token)));

            Assert.Equal(100, lines.Count(line => line == "HTTP/1.1 200 OK"));
            Assert.Equal(50, lines.Count(line => line.Length == 0));
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }

        string answer;
        do
        {
            using var again = await RawConnection.OpenAsync(server.Api, Healthz(server.Api), Token);
            answer = await again.FirstLineAsync(Token);
        }
        while (answer.Length == 0);

        Assert.Equal("HTTP/1.1 200 OK", answer);
    }

    private static async Task OpenAsync(List<RawConnection> connections, ServerProcess server, int count, Func<int, string> sent)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(100))
        {
            connections.AddRange(await Task.WhenAll(some.Select(i => RawConnection.OpenAsync(server.Api, sent(i), Token))));
        }
    }

    // On a connection of its own, as a client that comes now.
    private static async Task AssertServedAsync(ServerProcess server, Guid project)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.Key);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/healthz", UriKind.Relative), Token)).StatusCode);
        using var query = new StringContent($$"""{"query":"select: id | from: project_logs('{{project}}') | limit: 1"}""", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(new Uri("/btql", UriKind.Relative), query, Token)).StatusCode);
    }

    private static int Acknowledged(RowLedger ledger) => ledger.Rows.Count(row => row.Value.Acknowledged is not null);

    private static string Healthz(Uri api) => $"GET /healthz HTTP/1.1\r\nHost: {api.Authority}\r\n\r\n";

    private static string HalfHead(Uri api) => $"POST /logs3 HTTP/1.1\r\nHost: {api.Authority}\r\nAuthor";

    // A valid key and six announced megabytes, of which a hundred bytes come.
    private static string HalfBody(Uri api) =>
        $"POST /logs3 HTTP/1.1\r\nHost: {api.Authority}\r\nAuthorization: Bearer {ServerProcess.Key}\r\nContent-Length: 6000000\r\n\r\n{{\"rows\":[{new string(' ', 90)}";
}
