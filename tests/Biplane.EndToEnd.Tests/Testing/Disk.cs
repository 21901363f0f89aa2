using System.Text;

namespace Biplane.EndToEnd.Tests.Testing;

/// <summary>Looks for a text in the raw bytes of files that may be open.</summary>
internal static class Disk
{
    public static bool Holds(string folder, string text)
    {
        var needle = Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsFile).Any(file => Read(file).AsSpan().IndexOf(needle) >= 0);
    }

    // The command socket is listed among the files.
    private static bool IsFile(string path) => !path.EndsWith(".sock", StringComparison.Ordinal);

    private static byte[] Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var buffer = new MemoryStream();
            stream.CopyTo(buffer);
            return buffer.ToArray();
        }
        catch (FileNotFoundException)
        {
            // A temporary file that was gone again.
            return [];
        }
    }
}
