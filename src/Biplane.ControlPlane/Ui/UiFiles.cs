using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Biplane.ControlPlane.Ui;

/// <summary>The built user interface on disk. Text is kept compressed in memory once it was asked for.</summary>
internal sealed class UiFiles : IDisposable
{
    public const string Document = "index.html";

    private readonly FileExtensionContentTypeProvider _types = new();
    private readonly ConcurrentDictionary<(string Path, DateTimeOffset Modified), byte[]> _compressed = new();
    private readonly PhysicalFileProvider? _files;

    public UiFiles(ControlPlaneOptions options) => _files = options.UiDirectory is { } folder ? new PhysicalFileProvider(folder) : null;

    /// <summary>A file below the folder, or null. The provider lets no path out of the folder.</summary>
    public UiFile? Find(string path)
    {
        if (_files?.GetFileInfo(path) is not { Exists: true, IsDirectory: false } file || !_types.TryGetContentType(path, out var type))
        {
            return null;
        }

        var isText = type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "image/svg+xml" or "application/manifest+json";
        return new UiFile(type == "text/html" ? "text/html; charset=utf-8" : type, isText, file);
    }

    public byte[] Compressed(string path, IFileInfo file) => _compressed.GetOrAdd((path, file.LastModified), _ =>
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize))
        using (var stream = file.CreateReadStream())
        {
            stream.CopyTo(gzip);
        }

        return buffer.ToArray();
    });

    public void Dispose() => _files?.Dispose();
}
