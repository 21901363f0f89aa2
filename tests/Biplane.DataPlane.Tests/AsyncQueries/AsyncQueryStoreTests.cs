using Biplane.DataPlane.AsyncQueries;
using Biplane.Hosting.Sqlite;
using Biplane.Model;
using Biplane.Storage.Blobs;
using Biplane.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.AsyncQueries;

public sealed class AsyncQueryStoreTests : IAsyncLifetime
{
    private static readonly Guid Ada = Guid.NewGuid();
    private static readonly Guid Bob = Guid.NewGuid();

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private SqliteDatabase _database = null!;
    private AsyncQueryStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = new SqliteDatabase(Path.Combine(_folder.Path, "meta.db"));
        await new MigrationRunner(_database, _time).ApplyAsync(
            MigrationRunner.Embedded(typeof(AsyncQueryStore).Assembly, "Biplane.DataPlane.ControlPlaneProxy.Migrations."), Token);
        _store = new AsyncQueryStore(_database, new AsyncQueryLimits { Retention = TimeSpan.FromDays(7), MaxTotalBytes = 1, MaxUnfinished = 6, MaxUnfinishedOfUser = 5 }, _time);
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Users_take_turns_however_many_queries_one_of_them_has()
    {
        var first = await AddAsync(Ada);
        var second = await AddAsync(Ada);
        var third = await AddAsync(Ada);
        var late = await AddAsync(Bob);

        var order = new List<Guid>();
        while (await _store.BeginNextAsync(Token) is { } next)
        {
            order.Add(next.Id);
            _time.Advance(TimeSpan.FromSeconds(1));
            await _store.FailAsync(next.Id, "x", Token);
        }

        Assert.Equal([first, late, second, third], order);
    }

    [Fact]
    public async Task All_users_together_have_a_bound()
    {
        for (var i = 0; i < 3; i++)
        {
            await AddAsync(Ada);
            await AddAsync(Bob);
        }

        Assert.False(await _store.TryAddAsync(Query(Guid.NewGuid()), Token));
        await _store.CancelAsync((await _store.BeginNextAsync(Token))!.Id, Token);
        Assert.True(await _store.TryAddAsync(Query(Guid.NewGuid()), Token));
    }

    [Fact]
    public async Task What_ran_when_the_process_ended_waits_again_three_times_and_then_has_failed()
    {
        var id = await AddAsync(Ada);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, (await _store.BeginNextAsync(Token))!.Attempts);
            Assert.Null(await _store.BeginNextAsync(Token));
            await _store.RecoverAsync(Token);
        }

        var query = await _store.FindAsync(id, Token);
        Assert.Equal(AsyncQueryStatus.Failed, query!.Status);
        Assert.Contains("ended 3 times", query.Error, StringComparison.Ordinal);
        Assert.Equal(_time.GetUtcNow(), query.Finished);
    }

    [Fact]
    public async Task What_is_put_back_has_lost_no_attempt()
    {
        await AddAsync(Ada);
        for (var i = 0; i < 5; i++)
        {
            var query = await _store.BeginNextAsync(Token);
            Assert.Equal(1, query!.Attempts);
            await _store.PutBackAsync(query.Id, Token);
        }
    }

    [Fact]
    public async Task A_canceled_query_takes_no_result()
    {
        await AddAsync(Ada);
        var query = await _store.BeginNextAsync(Token);
        await _store.CancelAsync(query!.Id, Token);

        Assert.False(await _store.SucceedAsync(query.Id, new AsyncQueryResult(BlobId.New(_time), 1, 1), Token));
        await _store.FailAsync(query.Id, "x", Token);
        Assert.Equal((AsyncQueryStatus.Canceled, null), ((await _store.FindAsync(query.Id, Token))!.Status, (await _store.FindAsync(query.Id, Token))!.Error));
        Assert.Equal((0L, 0L), await _store.BytesAsync(Ada, Token));
    }

    [Fact]
    public async Task What_was_asked_is_forgotten_when_the_query_is_finished()
    {
        await AddAsync(Ada);
        await AddAsync(Ada);
        await AddAsync(Ada);
        var succeeded = await _store.BeginNextAsync(Token);
        var failed = await _store.BeginNextAsync(Token);
        var canceled = await _store.BeginNextAsync(Token);
        Assert.Equal("{}"u8.ToArray(), succeeded!.Request);

        await _store.SucceedAsync(succeeded.Id, new AsyncQueryResult(BlobId.New(_time), 1, 7), Token);
        await _store.FailAsync(failed!.Id, "x", Token);
        await _store.CancelAsync(canceled!.Id, Token);

        foreach (var query in new[] { succeeded, failed, canceled })
        {
            Assert.Empty((await _store.FindAsync(query.Id, Token))!.Request);
        }

        Assert.Equal((7L, 7L), await _store.BytesAsync(Ada, Token));
        Assert.Equal((7L, 0L), await _store.BytesAsync(Bob, Token));
    }

    [Fact]
    public async Task The_newest_thousand_of_a_user_are_kept_for_their_time()
    {
        for (var i = 0; i < AsyncQueryLimits.MaxFinishedOfUser; i++)
        {
            await FinishAsync(Ada);
        }

        var late = await FinishAsync(Bob);
        Assert.Empty(await _store.ExpiredAsync(Token));

        await FinishAsync(Ada);
        Assert.Single(await _store.ExpiredAsync(Token), query => query.UserId == Ada);

        _time.Advance(TimeSpan.FromDays(7));
        var waiting = await AddAsync(Bob);
        var expired = (await _store.ExpiredAsync(Token)).Select(query => query.Id).ToHashSet();
        Assert.Equal(AsyncQueryLimits.MaxFinishedOfUser + 2, expired.Count);
        Assert.Contains(late, expired);
        Assert.DoesNotContain(waiting, expired);
    }

    private async Task<Guid> FinishAsync(Guid user)
    {
        var id = await AddAsync(user);
        await _store.CancelAsync(id, Token);
        return id;
    }

    private async Task<Guid> AddAsync(Guid user)
    {
        var query = Query(user);
        Assert.True(await _store.TryAddAsync(query, Token));
        _time.Advance(TimeSpan.FromSeconds(1));
        return query.Id;
    }

    private AsyncQuery Query(Guid user) => new(
        Guid.NewGuid(), Guid.NewGuid(), user, new AsyncQueryScope([new ObjectRef(ObjectKind.Dataset, Guid.NewGuid())], []), "{}"u8.ToArray(), 10, _time.GetUtcNow());
}
