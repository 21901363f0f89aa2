using System.Text.Json;
using Biplane.Storage.Blobs;

namespace Biplane.Storage.DuckDb.Files;

/// <summary>Reads and atomically replaces the manifest on disk: a new file is written, flushed, renamed over the old one, and the folder flushed.</summary>
internal sealed class ManifestFile(string folder)
{
    private readonly string _path = Path.Combine(folder, "manifest.json");

    /// <summary>The manifest, or an empty one in a new folder.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of a format that this version does not read.</exception>
    public Manifest Load()
    {
        if (!File.Exists(_path))
        {
            return Manifest.Empty;
        }

        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(_path), ManifestJson.Default.Manifest)
                ?? throw new InvalidDataException($"The manifest '{_path}' is empty. Restore it from a backup.");
            return manifest.Format switch
            {
                > Manifest.CurrentFormat => throw new InvalidDataException(
                    $"The store in '{folder}' has format {manifest.Format}; this version reads up to {Manifest.CurrentFormat}. Start a newer version."),
                < Manifest.OldestFormat => throw new InvalidDataException(
                    $"The store in '{folder}' has format {manifest.Format}, which only versions before the first release wrote. Start with an empty data folder."),

                // Of format 2 everything reads the same. What is written from now on does not: versions that were replaced stay in a generation.
                _ => manifest with { Format = Manifest.CurrentFormat },
            };
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The manifest '{_path}' is damaged. Restore it from a backup.", error);
        }
    }

    /// <summary>Replaces the manifest; durable when it returns.</summary>
    /// <exception cref="IOException">The disk refused; the old manifest is still in place.</exception>
    public void Replace(Manifest manifest) =>
        DurableNames.Write(_path, stream => JsonSerializer.Serialize(stream, manifest, ManifestJson.Default.Manifest));
}
