using Biplane.Hosting.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace Biplane.DataPlane.Answers;

/// <summary>
/// Where answers wait that cannot be sent row by row because a header depends on their last row: in memory up to a bound, then in a file
/// in the data folder that is gone when it is closed. The rows need the same disk, so there is a bound on that too.
/// </summary>
/// <param name="folder">The folder; what a killed process left in it is removed.</param>
/// <param name="maxAnswerBytes">The largest answer.</param>
/// <param name="maxTotalBytes">The most that all answers take at a time.</param>
internal sealed class AnswerSpool(string folder, long maxAnswerBytes, long maxTotalBytes)
{
    private const int MaxMemoryBytes = 1024 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly string _folder = Emptied(folder);
    private long _taken;

    /// <summary>A spool with the bounds of the product.</summary>
    public static AnswerSpool In(string folder) => new(folder, maxAnswerBytes: 1L << 30, maxTotalBytes: 4L << 30);

    public SpooledAnswer Open() => new(this, new FileBufferingWriteStream(MaxMemoryBytes, bufferLimit: null, tempFileDirectoryAccessor: () => _folder));

    /// <summary>Makes room for more bytes of an answer.</summary>
    /// <exception cref="ApiException">413, the answer is too large; 429, all answers together are.</exception>
    public void Take(long bytes, long answerBytes)
    {
        if (answerBytes + bytes > maxAnswerBytes)
        {
            throw new ApiException(
                413,
                ErrorCodes.PayloadTooLarge,
                $"The page is larger than {maxAnswerBytes >> 20} MiB, the most that a page with a cursor in a header may have. Ask for fewer rows at a time (limit), or for "
                + "all of them at once (disable_limit), which has no bound.");
        }

        if (Interlocked.Add(ref _taken, bytes) > maxTotalBytes)
        {
            Interlocked.Add(ref _taken, -bytes);
            throw new ApiException(429, ErrorCodes.Busy, "Too many large answers wait for their readers. Try again.") { RetryAfter = Soon };
        }
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);

    private static string Emptied(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.EnumerateFiles(folder))
        {
            File.Delete(left);
        }

        return folder;
    }
}
