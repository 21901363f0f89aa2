using System.Text.RegularExpressions;
using Xunit;

namespace Biplane.Architecture.Tests.Habits;

/// <summary>Small rules about files that no compiler checks.</summary>
public sealed partial class HabitTests
{
    private const int MaxLines = 500;
    private static readonly string[] Folders = ["src", "tests", "benchmarks", "samples", "ui/src", ".ci"];

    [Fact]
    public void No_file_is_longer_than_500_lines() =>
        Assert.Empty(Code().Select(path => (path, Lines: Repository.Read(path).Count(c => c == '\n'))).Where(f => f.Lines > MaxLines).Select(f => $"{f.path}: {f.Lines}"));

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong =
            from path in Repository.Files(["src", "tests"], ".cs")
            let declared = NamespaceLine().Match(Repository.Read(path)).Groups["name"].Value
            where declared.Length > 0 && declared != Expected(path)
            select $"{path}: {declared}";

        Assert.Empty(wrong);
        Assert.Equal("Biplane.Query.Syntax", Expected("src/Biplane.Query/Syntax/QueryParser.cs"));
    }

    [Fact]
    public void Nothing_is_left_to_do_in_comments()
    {
        Assert.DoesNotContain(Code(), path => !path.EndsWith("HabitTests.cs", StringComparison.Ordinal) && Mark().IsMatch(Repository.Read(path)));
        Assert.Matches(Mark(), "// " + "TODO: later");
    }

    [Fact]
    public void Lock_files_of_npm_name_no_registry()
    {
        var locks = Repository.Files(["."], "package-lock.json").ToArray();

        Assert.NotEmpty(locks);
        Assert.DoesNotContain(locks, path => Repository.Read(path).Contains("\"resolved\": \"http", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Code() => Repository.Files(Folders, ".cs", ".ts", ".tsx", ".mjs", ".css", ".sql");

    private static string Expected(string path) => string.Join('.', path.Split('/')[1..^1]);

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
