using Microsoft.AspNetCore.WebUtilities;

namespace Biplane.DataPlane.Answers;

/// <summary>
/// Where answers wait that cannot be sent row by row because a header depends on their last row: in memory up to a bound, then in a file
/// in the data folder that is gone when it is closed.
/// </summary>
internal sealed class AnswerSpool
{
    private const int MaxMemoryBytes = 1024 * 1024;

    private readonly string _folder;

    public AnswerSpool(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.EnumerateFiles(folder))
        {
            File.Delete(left);
        }
    }

    public FileBufferingWriteStream Open() => new(MaxMemoryBytes, bufferLimit: null, tempFileDirectoryAccessor: () => _folder);
}
