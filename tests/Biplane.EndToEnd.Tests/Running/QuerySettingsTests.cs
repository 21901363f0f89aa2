using System.Globalization;
using System.Text.Json;
using Biplane.EndToEnd.Tests.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Running;

/// <summary>What the operator sets for queries is what they get.</summary>
public sealed class QuerySettingsTests
{
    private const long Mebibyte = 1L << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // It needs about 650 MiB: a million groups of two long texts.
    [Theory]
    [InlineData("256MiB", "1MiB", 413)]
    [InlineData("256MiB", "8GiB", 200)]
    [InlineData("4GiB", "1MiB", 200)]
    public async Task A_query_has_the_memory_and_the_disk_that_are_set(string memory, string spill, int status)
    {
        await using var planes = await StartAsync(("BIPLANE_QUERY_MEMORY", memory), ("BIPLANE_QUERY_SPILL", spill));
        var project = await WithTagsAsync(planes, 1_000);

        using var answer = await planes.SendAsync(HttpMethod.Post, "/btql", Groups(project));

        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}: {text[..Math.Min(text.Length, 500)]}");
        Assert.Equal(status == 413, text.Contains("BIPLANE_QUERY_MEMORY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_queries_put_on_disk_stays_about_its_limit_and_writes_go_on()
    {
        await using var planes = await StartAsync(("BIPLANE_QUERY_MEMORY", "256MiB"), ("BIPLANE_QUERY_SPILL", "64MiB"));

        // More than 10 GiB, were there no limit.
        var project = await WithTagsAsync(planes, 4_000);
        var (largest, written) = (0L, 0);
        for (var query = 0; query < 3; query++)
        {
            var asking = planes.SendAsync(HttpMethod.Post, "/btql", Groups(project));
            for (; !asking.IsCompleted; written++)
            {
                largest = Math.Max(largest, SpilledBytes(planes));
                await planes.PostAsync($"/v1/project_logs/{project}/insert", $$"""{"events":[{"id":"w{{written}}","input":1}]}""");
            }

            Assert.Equal(413, (int)(await asking).StatusCode);
        }

        // A guard looks at it twenty times a second; disks are quick.
        Assert.InRange(largest, 1, 1_024 * Mebibyte);
        var counted = await planes.PostAsync("/btql", JsonSerializer.Serialize(new { query = $"measures: count(1) as n | from: project_logs('{project}')" }));
        Assert.Equal(written + 1, counted.GetProperty("data")[0].GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task A_query_has_the_time_that_is_set()
    {
        await using var planes = await StartAsync(("BIPLANE_QUERY_TIMEOUT", "1s"));
        var project = await WithTagsAsync(planes, 300);

        using var answer = await planes.SendAsync(HttpMethod.Post, "/btql", Query(
            "measures: count(1) as n", project, "tags as a, tags as b, tags as c, tags as d | filter: a != b OR c != d"));

        Assert.Equal(504, (int)answer.StatusCode);
        Assert.Contains("longer than 1 s", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static string Groups(string project) => Query("dimensions: a, b | measures: count(1) as n", project, "tags as a, tags as b | sort: n desc | limit: 3");

    private static string Query(string select, string project, string unpivot) =>
        JsonSerializer.Serialize(new { query = $"{select} | from: project_logs('{project}') | unpivot: {unpivot}" });

    // One row that a query multiplies by the number of its tags.
    private static async Task<string> WithTagsAsync(PlanesInProcess planes, int count)
    {
        var project = (await planes.PostAsync("/v1/project", """{"name":"p"}""")).GetProperty("id").GetString()!;
        var tags = Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture).PadRight(300, 'x'));
        await planes.PostAsync($"/v1/project_logs/{project}/insert", JsonSerializer.Serialize(new { events = new[] { new { id = "r", tags } } }));
        return project;
    }

    private static long SpilledBytes(PlanesInProcess planes)
    {
        var folder = new DirectoryInfo(Path.Combine(planes.Folder, "data", "rows", "tmp"));
        return folder.Exists ? folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Sum(Length) : 0;
    }

    // The engine removes them at any time.
    private static long Length(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }

    private static Task<PlanesInProcess> StartAsync(params (string Name, string Value)[] variables) =>
        PlanesInProcess.StartAsync(variables: variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));
}
