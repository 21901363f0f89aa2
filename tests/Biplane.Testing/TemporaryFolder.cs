namespace Biplane.Testing;

/// <summary>A folder of its own for a test, removed at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("biplane-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
