using System.Globalization;
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

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(Folder, "*.cases").Order(StringComparer.Ordinal))
        {
            foreach (var one in QueryCase.Read(file))
            {
                data.Add(Path.GetFileNameWithoutExtension(file), one.Name);
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
        var actual = _rows.Table.Run(compiled.Plan).Select(Normal).ToArray();
        Assert.Equal(one.Answer.Select(line => Normal(JsonNode.Parse(line)!)), actual);
    }

    // Numbers as doubles with fifteen digits, members by name: what the answer means, not how it is written.
    private static string Normal(JsonNode node) => Sorted(node)!.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonNode.Parse(
            double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture).ToString("G12", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };

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
