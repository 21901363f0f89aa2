namespace Biplane.Architecture.Tests;

/// <summary>The files of this repository, found from the folder the tests run in.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["node_modules", "bin", "obj", "artifacts", "dist", ".git", "data"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files below some folders of the root with one of the endings, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(IEnumerable<string> folders, params string[] endings) =>
        from folder in folders
        where Directory.Exists(Path.Combine(Root, folder))
        from file in Walk(Path.Combine(Root, folder))
        where endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
        select Path.GetRelativePath(Root, file).Replace('\\', '/');

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            yield return file;
        }

        foreach (var inner in Directory.EnumerateDirectories(folder).Where(d => !Skipped.Contains(Path.GetFileName(d), StringComparer.Ordinal)))
        {
            foreach (var file in Walk(inner))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Biplane.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
