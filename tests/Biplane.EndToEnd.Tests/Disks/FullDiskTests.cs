using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Disks;

/// <summary>Everything that the server writes to lies on a disk that becomes full: rows, blobs, both planes' metadata.</summary>
public sealed class FullDiskTests
{
    private const int RoomLeftBytes = 12 << 20;

    private readonly List<string> _acknowledged = [];
    private int _count;

    [Fact(Timeout = 180_000)]
    public async Task A_full_disk_refuses_writes_goes_on_reading_and_takes_writes_again_without_a_restart()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var disk = await SmallDisk.MountAsync(megabytes: 160, cancellationToken);
        var ballast = disk.Outside("ballast");
        var data = Path.Combine(disk.Folder, "data");
        Guid project;
        await using (var server = await ServerProcess.StartAsync(data, null, disk.Shell, cancellationToken))
        {
            project = await server.CreateProjectAsync(cancellationToken);
            var freshKey = await CreateKeyAsync(server, cancellationToken);

            // The disk becomes tight just before a generation has its 50,000 rows, so that settling that generation finds no room.
            await LoadAsync(server, project, batches: 45, cancellationToken);
            await File.WriteAllBytesAsync(ballast, new byte[disk.FreeBytes - RoomLeftBytes], cancellationToken);
            await LoadAsync(server, project, batches: 6, cancellationToken);
            await FillAsync(server, project, cancellationToken);
            await disk.FillAsync("rest", cancellationToken);
            Assert.NotEmpty(_acknowledged);
            await AssertRefusedAsync(server, project, cancellationToken);
            await AssertReadableAsync(server, project, ServerProcess.Key, cancellationToken);

            // The data plane has never seen this key and cannot write down whose it is.
            await AssertReadableAsync(server, project, freshKey, cancellationToken);

            File.Delete(ballast);
            File.Delete(disk.Outside("rest"));
            while (!await TryWriteAsync(server, project, cancellationToken))
            {
                await Task.Delay(100, cancellationToken);
            }

            await WaitAsync(server, status => !status.GetProperty("read_only").GetBoolean() && status.GetProperty("settling_fault").ValueKind == JsonValueKind.Null, cancellationToken);
            await server.CreateProjectAsync(cancellationToken);
            await AssertReadableAsync(server, project, ServerProcess.Key, cancellationToken);
        }

        await using var again = await ServerProcess.StartAsync(data, null, disk.Shell, cancellationToken);
        await AssertReadableAsync(again, project, ServerProcess.Key, cancellationToken);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_server_that_starts_on_a_full_disk_reads_and_takes_writes_when_there_is_room()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var disk = await SmallDisk.MountAsync(megabytes: 64, cancellationToken);
        var data = Path.Combine(disk.Folder, "data");
        Guid project;
        string address;
        await using (var server = await ServerProcess.StartAsync(data, null, disk.Shell, cancellationToken))
        {
            address = server.Api.Authority;
            project = await server.CreateProjectAsync(cancellationToken);
            await LoadAsync(server, project, batches: 5, cancellationToken);
            await server.KillAsync();
        }

        var ballast = disk.Outside("ballast");
        await disk.FillAsync("ballast", cancellationToken);

        // At the address that it had: a new one would have to be written down.
        await using var again = await ServerProcess.StartAsync(
            data, new Dictionary<string, string>(StringComparer.Ordinal) { ["BIPLANE_LISTEN_API"] = address }, disk.Shell, cancellationToken);
        Assert.False(await TryWriteAsync(again, project, cancellationToken));
        await AssertReadableAsync(again, project, ServerProcess.Key, cancellationToken);

        File.Delete(ballast);
        while (!await TryWriteAsync(again, project, cancellationToken))
        {
            await Task.Delay(100, cancellationToken);
        }

        await AssertReadableAsync(again, project, ServerProcess.Key, cancellationToken);
    }

    private static async Task<string> CreateKeyAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        using var answer = await PostAsync(server, "/v1/api_key", new JsonObject { ["name"] = "fresh" }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["key"]!.GetValue<string>();
    }

    private async Task LoadAsync(ServerProcess server, Guid project, int batches, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batches; i++)
        {
            var rows = Enumerable.Range(0, 1_000).Select(JsonNode (_) => Row(project, bytes: 300)).ToArray();
            using var answer = await PostAsync(server, "/logs3", new JsonObject { ["rows"] = new JsonArray(rows) }, cancellationToken);
            answer.EnsureSuccessStatusCode();
            _acknowledged.AddRange(rows.Select(row => row["id"]!.GetValue<string>()));
        }
    }

    // Until nothing goes in any more: a recovery that finds a little room lets some rows in and refuses the next.
    private async Task FillAsync(ServerProcess server, Guid project, CancellationToken cancellationToken)
    {
        for (var refusals = 0; refusals < 30;)
        {
            refusals = await TryWriteAsync(server, project, cancellationToken) ? 0 : refusals + 1;
            if (refusals > 0)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    private async Task<bool> TryWriteAsync(ServerProcess server, Guid project, CancellationToken cancellationToken)
    {
        // Every third value goes to the blob store.
        var row = Row(project, bytes: _count % 3 == 0 ? 75_000 : 36_000);
        var id = row["id"]!.GetValue<string>();
        using var answer = await PostAsync(server, "/logs3", new JsonObject { ["rows"] = new JsonArray(row) }, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            _acknowledged.Add(id);
            return true;
        }

        await AssertUnavailableAsync(answer, cancellationToken);
        return false;
    }

    // Text that does not compress, or there would always be room for one more.
    private JsonObject Row(Guid project, int bytes)
    {
        var id = $"row-{_count++}";
        return new JsonObject
        {
            ["id"] = id,
            ["project_id"] = project.ToString("D"),
            ["log_id"] = "g",
            ["input"] = Convert.ToBase64String(Some.Bytes(bytes, seed: _count)) + id,
        };
    }

    private static async Task AssertRefusedAsync(ServerProcess server, Guid project, CancellationToken cancellationToken)
    {
        await WaitAsync(server, status => status.GetProperty("read_only").GetBoolean() && status.GetProperty("settling_fault").ValueKind == JsonValueKind.String, cancellationToken);
        using var readiness = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);

        // The other front doors, and the metadata of both planes.
        using var insert = await PostAsync(
            server, $"/v1/project_logs/{project}/insert", JsonNode.Parse($$"""{"events":[{"id":"refused","input":"{{new string('x', 60_000)}}"}]}""")!, cancellationToken);
        await AssertUnavailableAsync(insert, cancellationToken);
        using var named = await PostAsync(server, "/v1/project", new JsonObject { ["name"] = "refused " + new string('x', 400) }, cancellationToken);
        await AssertUnavailableAsync(named, cancellationToken);
        using var announced = await PostAsync(server, "/logs3/overflow", new JsonObject { ["content_type"] = "application/json", ["size_bytes"] = 1 }, cancellationToken);
        announced.EnsureSuccessStatusCode();
        var target = JsonNode.Parse(await announced.Content.ReadAsStringAsync(cancellationToken))!["signedUrl"]!.GetValue<string>();
        using var body = new ByteArrayContent(new byte[4 << 20]);
        using var uploaded = await server.Http.PutAsync(new Uri(target), body, cancellationToken);
        await AssertUnavailableAsync(uploaded, cancellationToken);
    }

    private static async Task AssertUnavailableAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.RequestMessage!.RequestUri!.AbsolutePath}: {(int)answer.StatusCode} {text}");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("disk", text, StringComparison.Ordinal);
    }

    private async Task AssertReadableAsync(ServerProcess server, Guid project, string key, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var query = $"select: id, input | from: project_logs('{project:D}') | limit: 1000" + (cursor is null ? "" : $" | cursor: '{cursor}'");
            using var content = new StringContent(new JsonObject { ["query"] = query }.ToJsonString(), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("/btql", UriKind.Relative), content, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            Assert.True(answer.IsSuccessStatusCode, text);
            var page = JsonNode.Parse(text)!;
            foreach (var row in page["data"]!.AsArray())
            {
                var id = row!["id"]!.GetValue<string>();
                Assert.EndsWith(id, row["input"]!.GetValue<string>(), StringComparison.Ordinal);
                found.Add(id);
            }

            cursor = page["data"]!.AsArray().Count == 0 ? null : page["cursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(_acknowledged.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static async Task WaitAsync(ServerProcess server, Func<JsonElement, bool> condition, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var status = (await server.StatusAsync(cancellationToken)).GetProperty("row_store");
            if (condition(status))
            {
                return;
            }

            Assert.True(i < 600, $"It stayed like this: {status}");
            await Task.Delay(50, cancellationToken);
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(ServerProcess server, string path, JsonNode body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await server.Http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
    }
}
