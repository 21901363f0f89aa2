using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Every case of the language, those of the specification too, end to end through a real store.</summary>
public sealed class StoreCaseTests(CaseStore store) : IClassFixture<CaseStore>
{
    public static TheoryData<string, string> Cases() => QueryCase.Of(CaseRows.Files);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_stored_query_gives_its_rows(string file, string name) =>
        QueryCase.Find(file, name).AssertAsync(query => CaseRows.WithIds(file, query), store.RunAsync, hasEveryColumn: true);
}
