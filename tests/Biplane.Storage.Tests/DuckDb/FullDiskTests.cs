using System.Diagnostics;
using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>A real full disk: a small file system in memory, mounted for the test. Needs root, as in CI.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.NewGuid());
    private readonly string _mount = Directory.CreateTempSubdirectory("biplane-full-").FullName;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Mounting a small file system needs root on Linux.");
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", _mount);
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_loses_nothing_and_recovers_by_itself()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var ballast = Path.Combine(_mount, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[20 << 20], cancellationToken);
        var blobs = new FileBlobStore(Path.Combine(_mount, "blobs"), TimeProvider.System);
        var options = new DuckDbStoreOptions { Folder = Path.Combine(_mount, "rows"), Threads = 1, RecoveryInterval = TimeSpan.FromMilliseconds(100) };
        var acknowledged = new List<string>();
        await using (var store = DuckDbRowStore.Open(options, blobs, TimeProvider.System))
        {
            var refused = await FillAsync(store, acknowledged, cancellationToken);
            Assert.IsType<StorageUnavailableException>(refused);
            Assert.NotEmpty(acknowledged);
            Assert.True(store.GetStatus().IsReadOnly);
            Assert.Equal(acknowledged.Count, (await store.DumpAsync(Logs, cancellationToken)).Count);

            File.Delete(ballast);
            for (var i = 0; store.GetStatus().IsReadOnly && i < 200; i++)
            {
                await Task.Delay(50, cancellationToken);
            }

            await WriteAsync(store, "after", cancellationToken);
            acknowledged.Add("after");
            Assert.Equal(acknowledged.Order(), (await store.DumpAsync(Logs, cancellationToken)).Select(row => row.State.Id).Order());
        }

        await using var again = DuckDbRowStore.Open(options, blobs, TimeProvider.System);
        Assert.Equal(acknowledged.Order(), (await again.DumpAsync(Logs, cancellationToken)).Select(row => row.State.Id).Order());
    }

    private static async Task<Exception?> FillAsync(DuckDbRowStore store, List<string> acknowledged, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2_000; i++)
        {
            try
            {
                await WriteAsync(store, $"row-{i}", cancellationToken);
            }
            catch (StorageUnavailableException error)
            {
                return error;
            }

            acknowledged.Add($"row-{i}");
        }

        return null;
    }

    private static async Task WriteAsync(DuckDbRowStore store, string id, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["events"] = new JsonArray(new JsonObject { ["id"] = id, ["input"] = new string('x', 50_000) }) };
        var read = Model.Rows.EventReader.ReadEvents(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), Logs);
        await store.WriteAsync(read.Rows, cancellationToken);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path.Combine(_mount, "rows")))
        {
            await RunAsync("umount", "-l", _mount);
        }

        Directory.Delete(_mount, recursive: true);
    }
}
