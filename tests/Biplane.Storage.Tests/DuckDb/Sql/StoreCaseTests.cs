using System.Text.Json;
using Biplane.Query;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Every case of the language, those of the specification too, end to end through a real store.</summary>
public sealed class StoreCaseTests(CaseStore store) : IClassFixture<CaseStore>
{
    public static TheoryData<string, string> Cases() => QueryCaseTests.CasesOf("*s.cases", "language.cases", "Specification/*.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_stored_query_gives_its_rows(string file, string name)
    {
        var one = QueryCase.Read(Path.Combine(QueryCaseTests.Folder, file + ".cases")).Single(c => c.Name == name);
        var text = Fill(one.Query, isOfSpecification: file.StartsWith("Specification", StringComparison.Ordinal));
        using var json = text.StartsWith('{') ? JsonDocument.Parse(text) : null;
        var compiled = QueryPipeline.Compile(json is null ? QueryRequest.FromText(text, CaseStore.Now) : QueryRequest.FromJson(json.RootElement, CaseStore.Now));
        if (one.Answer is [['!', ' ', .. var message], ..])
        {
            Assert.StartsWith(message, Assert.Single(compiled.Errors).Describe(json is null ? text : null), StringComparison.Ordinal);
            return;
        }

        Assert.True(compiled.Plan is not null, string.Join('\n', compiled.Errors.Select(e => e.Describe(text))));
        CaseAnswer.AssertEqual(one.Answer, await store.RunAsync(compiled.Plan), hasEveryColumn: json is not null || text.Contains('*', StringComparison.Ordinal));
    }

    private static string Fill(string query, bool isOfSpecification)
    {
        query = isOfSpecification ? query : query.Replace("{P}", RowTable.ProjectId.ToString("D"), StringComparison.Ordinal);
        return CaseStore.Objects.Aggregate(query, (text, item) => text.Replace("{" + item.Key + "}", item.Value.Id.ToString("D"), StringComparison.Ordinal));
    }
}
