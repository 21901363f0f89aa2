using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Xunit;

namespace Biplane.EndToEnd.Tests.Durability;

/// <summary>Builds the library that remembers unflushed writes, and undoes them after a kill: see <c>unsynced.c</c>.</summary>
internal sealed class UnsyncedWrites(string folder, string workFolder)
{
    private readonly string _journal = Directory.CreateDirectory(Path.Combine(workFolder, "journal")).FullName;
    private readonly string _library = Path.Combine(workFolder, "unsynced.so");

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = _library,
        ["UNSYNCED_DIR"] = folder,
        ["UNSYNCED_JOURNAL"] = _journal,
    };

    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        var source = Path.Combine(workFolder, "unsynced.c");
        await using (var resource = typeof(UnsyncedWrites).Assembly.GetManifestResourceStream("unsynced.c")!)
        await using (var file = File.Create(source))
        {
            await resource.CopyToAsync(file, cancellationToken);
        }

        using var compiler = Process.Start("gcc", ["-O1", "-shared", "-fPIC", "-o", _library, source, "-ldl", "-lpthread"]);
        await compiler.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, compiler.ExitCode);
    }

    /// <summary>Takes back every write that was not flushed; returns how many there were.</summary>
    public int Undo()
    {
        var undone = 0;
        foreach (var journal in Directory.EnumerateFiles(_journal))
        {
            var bytes = File.ReadAllBytes(journal);
            var (path, records) = Parse(bytes);
            if (path is not null && File.Exists(path))
            {
                using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
                for (var i = records.Count - 1; i >= 0; i--, undone++)
                {
                    var (offset, size, start, length) = records[i];
                    RandomAccess.Write(file, bytes.AsSpan(start, length), offset);
                    RandomAccess.SetLength(file, size);
                }
            }

            File.Delete(journal);
        }

        return undone;
    }

    // A record that the kill cut short belongs to a write that did not happen.
    private static (string? Path, List<(long Offset, long Size, int Start, int Length)> Records) Parse(byte[] bytes)
    {
        var records = new List<(long, long, int, int)>();
        if (bytes.Length < 8)
        {
            return (null, records);
        }

        var pathLength = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (bytes.Length < 8 + pathLength)
        {
            return (null, records);
        }

        var at = 8 + pathLength;
        while (at + 24 <= bytes.Length)
        {
            var offset = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            var size = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8));
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 16));
            if (at + 24 + length > bytes.Length)
            {
                break;
            }

            records.Add((offset, size, at + 24, length));
            at += 24 + length;
        }

        return (Encoding.UTF8.GetString(bytes, 8, pathLength), records);
    }
}
