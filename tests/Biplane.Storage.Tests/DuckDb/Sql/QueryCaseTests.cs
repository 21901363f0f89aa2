using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Query;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The language, case by case: text in, rows out. Rows are in <c>Cases/rows.jsonl</c>, the oldest first.</summary>
public sealed class QueryCaseTests : IClassFixture<QueryCaseTests.Rows>
{
    private static readonly DateTime Now = new(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc);
    private readonly Rows _rows;

    public QueryCaseTests(Rows rows) => _rows = rows;

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "DuckDb", "Sql", "Cases");

    // The examples of the specification need the objects of a real store: see StoreCaseTests.
    public static TheoryData<string, string> Cases() => CasesOf("*s.cases", "table.cases", "language.cases");

    internal static TheoryData<string, string> CasesOf(params string[] patterns)
    {
        var data = new TheoryData<string, string>();
        foreach (var file in patterns.SelectMany(pattern => Directory.GetFiles(Folder, pattern)).Order(StringComparer.Ordinal))
        {
            foreach (var one in QueryCase.Read(file))
            {
                data.Add(Path.ChangeExtension(Path.GetRelativePath(Folder, file), null), one.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_query_gives_its_rows(string file, string name)
    {
        var one = QueryCase.Read(Path.Combine(Folder, file + ".cases")).Single(c => c.Name == name);
        var text = one.Query.Replace("{P}", RowTable.ProjectId.ToString("D"), StringComparison.Ordinal);
        var json = text.StartsWith('{') ? JsonDocument.Parse(text) : null;
        var compiled = QueryPipeline.Compile(json is null ? QueryRequest.FromText(text, Now) : QueryRequest.FromJson(json.RootElement, Now));
        if (one.Answer is [['!', ' ', .. var message], ..])
        {
            var error = Assert.Single(compiled.Errors);
            Assert.StartsWith(message, error.Describe(json is null ? text : null), StringComparison.Ordinal);
            return;
        }

        Assert.True(compiled.Plan is not null, string.Join('\n', compiled.Errors.Select(e => e.Describe(text))));
        CaseAnswer.AssertEqual(one.Answer, _rows.Table.Run(compiled.Plan), hasEveryColumn: false);
    }

    public sealed class Rows : IDisposable
    {
        public Rows()
        {
            foreach (var line in File.ReadAllLines(Path.Combine(Folder, "rows.jsonl")).Where(l => l.Length > 0))
            {
                Table.Add(JsonNode.Parse(line)!.AsObject());
            }
        }

        internal RowTable Table { get; } = new();

        public void Dispose() => Table.Dispose();
    }
}
