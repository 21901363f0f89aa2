using System.Text.Json.Nodes;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The language, case by case: text in, rows out. Rows are in <c>Cases/rows.jsonl</c>, the oldest first.</summary>
public sealed class QueryCaseTests : IClassFixture<QueryCaseTests.Rows>
{
    private readonly Rows _rows;

    public QueryCaseTests(Rows rows) => _rows = rows;

    // The examples of the specification need the objects of a real store: see StoreCaseTests.
    public static TheoryData<string, string> Cases() => QueryCase.Of("*s.cases", "table.cases", "language.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_query_gives_its_rows(string file, string name) => AssertAsync(_rows.Table, file, name);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_query_gives_the_same_rows_when_their_values_lie_in_the_blob_store(string file, string name) => AssertAsync(_rows.TableOfBlobs, file, name);

    private static Task AssertAsync(RowTable table, string file, string name) => QueryCase.Find(file, name).AssertAsync(
        query => CaseRows.WithIds(file, query),
        plan => Task.FromResult(table.Run(plan)),
        hasEveryColumn: false);

    public sealed class Rows : IDisposable
    {
        public Rows()
        {
            foreach (var (owner, line) in CaseRows.Plain)
            {
                Table.Add(JsonNode.Parse(line)!.AsObject(), owner);
                TableOfBlobs.Add(JsonNode.Parse(line)!.AsObject(), owner);
            }
        }

        internal RowTable Table { get; } = new();

        /// <summary>The same rows with all their values in the blob store.</summary>
        internal RowTable TableOfBlobs { get; } = new(hasBlobs: true);

        public void Dispose()
        {
            Table.Dispose();
            TableOfBlobs.Dispose();
        }
    }
}
