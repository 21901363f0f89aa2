using System.Xml.Linq;
using Xunit;

namespace Biplane.Architecture.Tests.Graph;

/// <summary>Who may refer to whom. To add a reference, add it here and say why in a decision record.</summary>
public sealed class ProjectGraphTests
{
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new(StringComparer.Ordinal)
    {
        ["Biplane.Model"] = ([], []),
        ["Biplane.Contracts"] = (["Biplane.Model"], []),
        ["Biplane.Query"] = (["Biplane.Model"], []),
        ["Biplane.Storage"] = (["Biplane.Model", "Biplane.Query"], ["DuckDB.NET.Data.Full", "Microsoft.Extensions.Logging.Abstractions", "ParquetSharp", "System.IO.Hashing", "ZstdSharp.Port"]),
        ["Biplane.Hosting"] = (
            ["Biplane.Contracts", "Biplane.Model"], ["Dapper", "Microsoft.Data.Sqlite", "Microsoft.IdentityModel.JsonWebTokens", "System.IO.Hashing", "ZstdSharp.Port"]),
        ["Biplane.DataPlane"] = (
            ["Biplane.Contracts", "Biplane.Hosting", "Biplane.Model", "Biplane.Query", "Biplane.Storage"], ["Dapper", "Microsoft.Data.Sqlite"]),
        ["Biplane.ControlPlane"] = (["Biplane.Contracts", "Biplane.Hosting", "Biplane.Model"], ["Dapper", "Microsoft.Data.Sqlite"]),
        ["Biplane.Server"] = (["Biplane.ControlPlane", "Biplane.DataPlane", "Biplane.Hosting"], []),
    };

    public static TheoryData<string> Projects() =>
        [.. Repository.Files(["src"], ".csproj").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_what_the_table_says(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is not in the table.");
        var file = XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj"));

        Assert.Equal(allowed.Projects, References(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal));
        Assert.Equal(allowed.Packages, References(file, "PackageReference").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_has_no_project_that_is_gone() =>
        Assert.All(Allowed.Keys, project => Assert.Contains($"src/{project}/{project}.csproj", Repository.Files(["src"], ".csproj")));

    [Fact]
    public void Every_source_project_has_its_tests()
    {
        // The executable is tested end to end.
        foreach (var project in Allowed.Keys.Where(p => p != "Biplane.Server"))
        {
            var file = XDocument.Parse(Repository.Read($"tests/{project}.Tests/{project}.Tests.csproj"));
            Assert.Contains(References(file, "ProjectReference"), path => path.EndsWith($"/{project}.csproj", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> References(XDocument project, string kind) =>
        project.Descendants(kind).Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
