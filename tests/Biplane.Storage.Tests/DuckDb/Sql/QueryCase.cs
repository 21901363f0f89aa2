using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Query;
using Biplane.Query.Planning;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>A query and its answer, from a case file.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Query">The text; <c>{P}</c> stands for the id of the project.</param>
/// <param name="Answer">The rows as JSON, one a line, in their order; or <c>! </c> and the beginning of an error.</param>
/// <param name="NotCore">Why other engines than the embedded one need not answer so; null for the core of the language.</param>
public sealed record QueryCase(string Name, string Query, IReadOnlyList<string> Answer, string? NotCore)
{
    private const string NotCoreMark = "not core: ";

    /// <summary>Where the case files are.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "DuckDb", "Sql", "Cases");

    /// <summary>The time of the cases.</summary>
    public static DateTime Now { get; } = new(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The file, without its ending, and the name of each case in some files.</summary>
    internal static TheoryData<string, string> Of(params string[] patterns)
    {
        var data = new TheoryData<string, string>();
        foreach (var file in patterns.SelectMany(pattern => Directory.GetFiles(Folder, pattern)).Order(StringComparer.Ordinal))
        {
            foreach (var one in Read(file))
            {
                data.Add(Path.ChangeExtension(Path.GetRelativePath(Folder, file), null), one.Name);
            }
        }

        return data;
    }

    /// <summary>The case of a name.</summary>
    public static QueryCase Find(string file, string name) => Read(Path.Combine(Folder, file + ".cases")).Single(c => c.Name == name);

    /// <summary>Asks the query and compares the answer.</summary>
    /// <param name="idOf">The text with the ids of objects in place of their letters in braces.</param>
    /// <param name="run">Runs a plan.</param>
    /// <param name="hasEveryColumn">Whether rows of a star have columns that the case need not name.</param>
    internal async Task AssertAsync(Func<string, string> idOf, Func<QueryPlan, Task<IReadOnlyList<JsonObject>>> run, bool hasEveryColumn)
    {
        var text = idOf(Query);
        using var json = text.StartsWith('{') ? JsonDocument.Parse(text) : null;
        var compiled = QueryPipeline.Compile(json is null ? QueryRequest.FromText(text, Now) : QueryRequest.FromJson(json.RootElement, Now));
        if (Answer is [['!', ' ', .. var message], ..])
        {
            var error = Assert.Single(compiled.Errors);
            Assert.StartsWith(message, error.Describe(json is null ? text : null), StringComparison.Ordinal);
            return;
        }

        Assert.True(compiled.Plan is not null, string.Join('\n', compiled.Errors.Select(e => e.Describe(text))));
        var isStar = json is not null || text.Contains('*', StringComparison.Ordinal);
        CaseAnswer.AssertEqual(Answer, await run(compiled.Plan), hasEveryColumn && isStar);
    }

    /// <summary>
    /// Reads a case file: <c>== name</c>, the query, <c>=></c>, the rows. Before the query a line <c>not core: </c> may say why other engines
    /// need not give the same answer.
    /// </summary>
    public static IEnumerable<QueryCase> Read(string path)
    {
        var name = string.Empty;
        var notCore = (string?)null;
        var query = new List<string>();
        var answer = new List<string>();
        var current = query;
        foreach (var line in File.ReadAllLines(path).Append("== end"))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                if (name.Length > 0)
                {
                    yield return new QueryCase(name, string.Join('\n', query), [.. answer], notCore);
                }

                name = line[3..];
                notCore = null;
                query.Clear();
                answer.Clear();
                current = query;
            }
            else if (current == query && query.Count == 0 && line.StartsWith(NotCoreMark, StringComparison.Ordinal))
            {
                notCore = line[NotCoreMark.Length..];
            }
            else if (line == "=>")
            {
                current = answer;
            }
            else if (line.Length > 0 && !line.StartsWith('#'))
            {
                current.Add(line);
            }
        }
    }

    public override string ToString() => Name;
}
