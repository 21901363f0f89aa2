using System.Net;
using Biplane.EndToEnd.Tests.Testing;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Running;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_start_prints_what_to_paste_and_a_later_one_that_keys_are_hashes()
    {
        string key;
        await using (var first = await PlaneProcess.StartAsync(_folder.Path))
        {
            key = first.Printed(@"export BRAINTRUST_API_KEY=(sk-\S+)");
            Assert.Equal(HttpStatusCode.OK, await LogInAsync(first.Printed(@"export BRAINTRUST_APP_URL=(\S+)"), key));
            first.Printed(@"(http://127\.0\.0\.1:\d+/login#token=\S{43})");
            Assert.EndsWith("ready\n", first.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await PlaneProcess.StartAsync(_folder.Path);
        Assert.DoesNotContain("BRAINTRUST_API_KEY=", second.Output, StringComparison.Ordinal);
        second.Printed("(./biplane key new)");
        Assert.Equal(HttpStatusCode.OK, await LogInAsync(second.Printed(@"export BRAINTRUST_API_URL=(\S+)"), key));
        Assert.False(Disk.Holds(_folder.Path, key));
        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task Commands_of_this_machine_go_through_the_socket()
    {
        await using var server = await PlaneProcess.StartAsync(_folder.Path);
        var socket = Path.Combine(_folder.Path, "biplane.sock");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
        }

        await using var command = PlaneProcess.Launch(_folder.Path, null, "key", "new");
        Assert.Equal(0, await command.WaitAsync());
        Assert.Equal(HttpStatusCode.OK, await LogInAsync(server.Printed(@"export BRAINTRUST_API_URL=(\S+)"), command.Output.Trim()));

        await using var link = PlaneProcess.Launch(_folder.Path, null, "login-link");
        Assert.Equal(0, await link.WaitAsync());
        Assert.Matches("^http://127.0.0.1:[0-9]+/login#token=", link.Output);

        await using var second = PlaneProcess.Launch(_folder.Path);
        Assert.Equal(1, await second.WaitAsync());
        Assert.Contains("Another Biplane server runs on this data folder", second.Output, StringComparison.Ordinal);

        Assert.Equal(0, await server.StopAsync());
        Assert.False(File.Exists(socket));
        await using var late = PlaneProcess.Launch(_folder.Path, null, "login-link");
        Assert.Equal(1, await late.WaitAsync());
    }

    [Fact]
    public async Task A_killed_server_leaves_nothing_that_hinders_the_next_one()
    {
        await using (var first = await PlaneProcess.StartAsync(_folder.Path))
        {
            await first.KillAsync();
        }

        await using var second = await PlaneProcess.StartAsync(_folder.Path);
        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_the_options_is_said_at_once()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BIPLANE_ROLE"] = "both",
            ["BIPLANE_LISTEN_API"] = "nowhere",
            ["BIPLANE_BOOTSTRAP_API_KEY"] = "hush-short",
            ["BIPLANE_AUTH_MAX_STALE"] = "1 week",
            ["BIPLANE_ASYNC_QUERY_RETENTION"] = "-7d",
            ["BIPLANE_ASYNC_QUERY_SPACE"] = "10GB",
            ["BIPLANE_QUERY_MEMORY"] = "16MiB",
            ["BIPLANE_QUERY_SPILL"] = "much",
            ["BIPLANE_QUERY_TIMEOUT"] = "0",
        };

        await using var server = PlaneProcess.Launch(_folder.Path, environment, "--colour", "blue");

        Assert.Equal(2, await server.WaitAsync());
        foreach (var name in environment.Keys.Append("--colour"))
        {
            Assert.Contains(name, server.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("hush", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_plane_without_a_good_code_says_so_and_ends()
    {
        await using var control = await PlaneProcess.StartAsync(
            Path.Combine(_folder.Path, "control"), new Dictionary<string, string>(StringComparer.Ordinal) { ["BIPLANE_ROLE"] = "control" });
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BIPLANE_ROLE"] = "data",
            ["BIPLANE_APP_URL"] = control.Printed(@"(http://127\.0\.0\.1:\d+)/login"),
        };

        await using var without = PlaneProcess.Launch(Path.Combine(_folder.Path, "data"), environment);
        Assert.Equal(1, await without.WaitAsync());
        Assert.Contains("BIPLANE_ENROLL_CODE", without.Output, StringComparison.Ordinal);

        environment["BIPLANE_ENROLL_CODE"] = new string('A', 43);
        await using var wrong = PlaneProcess.Launch(Path.Combine(_folder.Path, "data"), environment);
        Assert.Equal(1, await wrong.WaitAsync());
        Assert.Contains("enroll-code", wrong.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task<HttpStatusCode> LogInAsync(string plane, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, plane + "/api/apikey/login");
        request.Headers.Authorization = new("Bearer", key);
        return (await _http.SendAsync(request, Token)).StatusCode;
    }
}
