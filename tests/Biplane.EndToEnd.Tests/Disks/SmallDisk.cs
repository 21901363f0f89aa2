using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Biplane.EndToEnd.Tests.Disks;

/// <summary>
/// A small file system in memory, mounted in a name space of its own: nobody else sees it, and it goes with the process that holds it.
/// Root may do that on Linux, and where user name spaces are allowed anybody may.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly Process _holder;
    private readonly bool _isUserSpace;

    private SmallDisk(Process holder, string mount, bool isUserSpace)
    {
        _holder = holder;
        Folder = mount;
        _isUserSpace = isUserSpace;
    }

    /// <summary>Where processes started by <see cref="Shell"/> see it.</summary>
    public string Folder { get; }

    /// <summary>The shell line that runs the server where the disk is.</summary>
    public string Shell => string.Create(
        CultureInfo.InvariantCulture, $"exec nsenter --target {_holder.Id} {(_isUserSpace ? "--user --preserve-credentials " : "")}--mount \"$0\"");

    public long FreeBytes => new DriveInfo(Outside("")).AvailableFreeSpace;

    /// <summary>A path on the disk as this process sees it.</summary>
    public string Outside(string name) => string.Create(CultureInfo.InvariantCulture, $"/proc/{_holder.Id}/root{Folder}/{name}");

    /// <summary>Writes into a file until nothing more goes in, also when some room comes free a moment later.</summary>
    public async Task FillAsync(string name, CancellationToken cancellationToken)
    {
        var block = new byte[4096];
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await using var file = new FileStream(Outside(name), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                while (true)
                {
                    file.Write(block);
                }
            }
            catch (IOException)
            {
                // Full.
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Mounts it; skips the test where that is not possible.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small file system is mounted with Linux name spaces.");
        var disk = await TryMountAsync(["--mount"], megabytes, cancellationToken)
            ?? await TryMountAsync(["--map-root-user", "--mount"], megabytes, cancellationToken);
        Assert.SkipWhen(disk is null, "Neither root nor a user name space may mount a file system here (unshare --mount, unshare --map-root-user --mount).");
        return disk;
    }

    private static async Task<SmallDisk?> TryMountAsync(string[] flags, int megabytes, CancellationToken cancellationToken)
    {
        var mount = Directory.CreateTempSubdirectory("biplane-small-").FullName;
        var script = string.Create(CultureInfo.InvariantCulture, $"mount -t tmpfs -o size={megabytes}m tmpfs \"$0\" && echo mounted && read -r _");
        var holder = Process.Start(new ProcessStartInfo("unshare", [.. flags, "sh", "-c", script, mount])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        _ = holder.StandardError.ReadToEndAsync(cancellationToken);
        if (await holder.StandardOutput.ReadLineAsync(cancellationToken) == "mounted")
        {
            return new SmallDisk(holder, mount, flags.Length > 1);
        }

        await holder.WaitForExitAsync(cancellationToken);
        holder.Dispose();
        Directory.Delete(mount);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync(CancellationToken.None);
        _holder.Dispose();
        Directory.Delete(Folder);
    }
}
