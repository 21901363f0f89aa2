namespace Biplane.Load;

internal static class DiskSpace
{
    public static void Require(long bytes)
    {
        var free = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new InvalidOperationException($"{free >> 30} GB are free in {Path.GetTempPath()}; this benchmark wants {bytes >> 30} GB. Set TMPDIR to a larger disk.");
        }
    }
}
