using System.Reflection;
using Biplane.Hosting.Errors;
using Biplane.Server.Settings;
using Xunit;

namespace Biplane.EndToEnd.Tests.Documents;

/// <summary>The reference pages say what the program knows, no more and no less.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_configuration_page_lists_every_option_in_the_words_of_the_program()
    {
        var rows = Repository.Read("docs", "reference", "configuration.md").Split('\n').Where(l => l.StartsWith("| `BIPLANE_", StringComparison.Ordinal));

        Assert.Equal(KnownSettings.All.Select(s => $"| `{s.Variable}` | `{s.Flag}` | {s.Default} | {s.Meaning} |"), rows);
    }

    [Fact]
    public void The_error_page_lists_every_code()
    {
        var page = Repository.Read("docs", "reference", "errors.md");
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!);

        Assert.All(codes, code => Assert.Contains($"| `{code}` |", page, StringComparison.Ordinal));
    }
}
