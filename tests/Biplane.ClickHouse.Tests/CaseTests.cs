using Biplane.Storage.DuckDb.Writing;
using Biplane.Storage.Tests.DuckDb.Sql;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>The cases of the language, over the rows that the embedded store made of what clients sent.</summary>
public sealed class CaseTests(ClickHouseEngine engine, CaseTests.Rows rows) : IClassFixture<CaseTests.Rows>
{
    public static TheoryData<string, string> Cases() =>
        [.. QueryCase.Of(CaseStore.Files).Where(row => QueryCase.Find(row.Data.Item1, row.Data.Item2).NotCore is null)];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_core_query_gives_its_rows(string file, string name)
    {
        rows.FillOnce(engine);
        return QueryCase.Find(file, name).AssertAsync(query => CaseStore.WithIds(file, query), plan => Task.FromResult(engine.Run(plan)), hasEveryColumn: true);
    }

    [Fact]
    public void A_case_that_is_not_core_says_why()
    {
        var all = QueryCase.Of(CaseStore.Files).Select(row => QueryCase.Find(row.Data.Item1, row.Data.Item2)).ToList();

        Assert.All(all.Where(one => one.NotCore is not null), one => Assert.True(one.NotCore!.Length > 20, one.Name));
        Assert.InRange(all.Count(one => one.NotCore is null), all.Count * 9 / 10, all.Count);
    }

    /// <summary>The rows of all cases.</summary>
    public sealed class Rows : IAsyncLifetime
    {
        private readonly List<StoredRow> _rows = [];
        private bool _isFilled;

        public async ValueTask InitializeAsync()
        {
            await using var store = new CaseStore();
            await store.InitializeAsync();
            foreach (var owner in CaseStore.Owners)
            {
                _rows.AddRange(await store.Store.Store.DumpAsync(owner, TestContext.Current.CancellationToken));
            }
        }

        internal void FillOnce(ClickHouseEngine engine)
        {
            if (!_isFilled)
            {
                engine.Fill(_rows);
                _isFilled = true;
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
