using Biplane.Storage.Tests.DuckDb.Sql;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>The core cases of the language, over the rows that the row model makes of what clients send.</summary>
public sealed class CaseTests(ClickHouseEngine engine) : IClassFixture<CaseTests.Rows>
{
    private static IEnumerable<(string File, QueryCase Case)> All =>
        QueryCase.Of([.. CaseRows.Files, "table.cases"]).Select(row => (row.Data.Item1, QueryCase.Find(row.Data.Item1, row.Data.Item2)));

    public static TheoryData<string, string> Cases() => [.. All.Where(item => item.Case.NotCore is null).Select(item => (item.File, item.Case.Name))];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_core_query_gives_its_rows(string file, string name) => QueryCase.Find(file, name).AssertAsync(
        query => CaseRows.WithIds(file, query), plan => Task.FromResult(engine.Run(plan)), hasEveryColumn: true);

    [Fact]
    public void A_case_that_is_not_core_says_why()
    {
        Assert.All(All.Where(item => item.Case.NotCore is not null), item => Assert.True(item.Case.NotCore!.Length > 20, item.Case.Name));
        Assert.InRange(All.Count(item => item.Case.NotCore is null), All.Count() * 9 / 10, All.Count());
    }

    /// <summary>The rows of all cases.</summary>
    public sealed class Rows
    {
        public Rows(ClickHouseEngine engine) => engine.Fill(ModelRows.Of(CaseRows.All));
    }
}
