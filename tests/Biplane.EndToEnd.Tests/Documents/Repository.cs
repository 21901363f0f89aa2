namespace Biplane.EndToEnd.Tests.Documents;

/// <summary>Files of the repository that this test was built from.</summary>
internal static class Repository
{
    public static string Read(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Biplane.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The test does not run inside the repository.");
        }

        return File.ReadAllText(Path.Combine([folder.FullName, .. path]));
    }
}
