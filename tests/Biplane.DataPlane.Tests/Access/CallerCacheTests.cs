using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Access;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Sqlite;
using Biplane.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Access;

public sealed class CallerCacheTests : IAsyncLifetime
{
    private static readonly CallerIdentity Ada = new(
        IsActive: true,
        Guid.NewGuid(),
        EmailAddress.Create("ada@example.test"),
        [new OrganizationMembership(Guid.NewGuid(), MetadataName.Create("org"), OrganizationRole.Owner)]);

    private static readonly CallerKey Key = new CallerKey.Key(KeyDigest.Of("key"));

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeCallerSource _source = new() { Answer = Ada };
    private readonly BoundListener _listener = new(new ListenAddress("127.0.0.1", 0));
    private SqliteDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = new SqliteDatabase(Path.Combine(_folder.Path, "meta.db"));
        await new MigrationRunner(_database, _time).ApplyAsync(
            MigrationRunner.Embedded(typeof(CallerCache).Assembly, "Biplane.DataPlane.ControlPlaneProxy.Migrations."), Token);
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _listener.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_good_answer_counts_for_a_minute()
    {
        var cache = Cache();

        await cache.IdentifyAsync(Key, Token);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Same(Ada, await cache.IdentifyAsync(Key, Token));
        Assert.Equal(1, _source.Questions);

        _time.Advance(TimeSpan.FromSeconds(1));
        await cache.IdentifyAsync(Key, Token);
        Assert.Equal(2, _source.Questions);
    }

    [Fact]
    public async Task A_bad_answer_counts_for_five_seconds()
    {
        var cache = Cache();
        _source.Answer = CallerIdentity.Unknown;

        await cache.IdentifyAsync(Key, Token);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False((await cache.IdentifyAsync(Key, Token)).IsActive);
        Assert.Equal(1, _source.Questions);

        _source.Answer = Ada;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await cache.IdentifyAsync(Key, Token)).IsActive);
    }

    [Fact]
    public async Task All_who_ask_at_once_share_one_question()
    {
        var cache = Cache();
        var gate = new TaskCompletionSource();
        _source.Gate = gate.Task;

        var waiting = Enumerable.Range(0, 100).Select(_ => cache.IdentifyAsync(Key, Token).AsTask()).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), identity => Assert.True(identity.IsActive));
        Assert.Equal(1, _source.Questions);
    }

    [Fact]
    public async Task One_who_goes_away_does_not_spoil_it_for_the_others()
    {
        var cache = Cache();
        var gate = new TaskCompletionSource();
        _source.Gate = gate.Task;
        using var impatient = new CancellationTokenSource();

        var first = cache.IdentifyAsync(Key, impatient.Token).AsTask();
        var second = cache.IdentifyAsync(Key, Token).AsTask();
        await impatient.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True((await second).IsActive);
        Assert.Equal(1, _source.Questions);
    }

    [Fact]
    public async Task No_answer_is_not_a_bad_answer()
    {
        var cache = Cache();
        _source.IsAway = true;

        await Assert.ThrowsAsync<ControlPlaneUnavailableException>(async () => await cache.IdentifyAsync(Key, Token));
        _source.IsAway = false;

        Assert.True((await cache.IdentifyAsync(Key, Token)).IsActive);
    }

    [Fact]
    public async Task A_known_caller_goes_on_for_a_day_and_no_longer()
    {
        var cache = Cache();
        await cache.IdentifyAsync(Key, Token);
        _source.IsAway = true;

        _time.Advance(TimeSpan.FromHours(24));
        Assert.True((await cache.IdentifyAsync(Key, Token)).IsActive);
        _time.Advance(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<ControlPlaneUnavailableException>(async () => await cache.IdentifyAsync(Key, Token));
    }

    [Fact]
    public async Task While_it_is_away_the_control_plane_is_asked_every_five_seconds_only()
    {
        var cache = Cache();
        await cache.IdentifyAsync(Key, Token);
        _source.IsAway = true;
        _time.Advance(TimeSpan.FromMinutes(2));

        for (var second = 0; second < 20; second++)
        {
            Assert.True((await cache.IdentifyAsync(Key, Token)).IsActive);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1 + 4, _source.Questions);
    }

    [Fact]
    public async Task A_strict_operator_gets_no_stale_answers()
    {
        var cache = Cache(TimeSpan.Zero);
        await cache.IdentifyAsync(Key, Token);
        _source.IsAway = true;
        _time.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<ControlPlaneUnavailableException>(async () => await cache.IdentifyAsync(Key, Token));
    }

    [Fact]
    public async Task What_was_known_survives_a_restart_without_the_control_plane()
    {
        await Cache().IdentifyAsync(Key, Token);
        _source.IsAway = true;
        _time.Advance(TimeSpan.FromHours(1));

        var identity = await Cache().IdentifyAsync(Key, Token);

        Assert.Equal(Ada.UserId, identity.UserId);
        Assert.Equal(Ada.Memberships, identity.Memberships);
    }

    [Fact]
    public async Task A_revoked_key_stays_revoked_through_an_outage_and_a_restart()
    {
        var cache = Cache();
        await cache.IdentifyAsync(Key, Token);
        _source.Answer = CallerIdentity.Unknown;
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.False((await cache.IdentifyAsync(Key, Token)).IsActive);
        _source.IsAway = true;
        _time.Advance(TimeSpan.FromSeconds(60));

        await Assert.ThrowsAsync<ControlPlaneUnavailableException>(async () => await cache.IdentifyAsync(Key, Token));
        await Assert.ThrowsAsync<ControlPlaneUnavailableException>(async () => await Cache().IdentifyAsync(Key, Token));
    }

    [Fact]
    public async Task A_change_of_role_counts_within_a_minute()
    {
        var cache = Cache();
        await cache.IdentifyAsync(Key, Token);
        _source.Answer = Ada with { Memberships = [Ada.Memberships[0] with { Role = OrganizationRole.Viewer }] };
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(OrganizationRole.Viewer, (await cache.IdentifyAsync(Key, Token)).Memberships[0].Role);
    }

    [Fact]
    public async Task Guesses_do_not_push_callers_out()
    {
        var cache = Cache();
        await cache.IdentifyAsync(Key, Token);
        _source.Answer = CallerIdentity.Unknown;

        for (var i = 0; i < CallerCache.MaxEntries + 100; i++)
        {
            await cache.IdentifyAsync(new CallerKey.Key(KeyDigest.Of($"guess {i}")), Token);
        }

        var before = _source.Questions;
        Assert.True((await cache.IdentifyAsync(Key, Token)).IsActive);
        Assert.Equal(before, _source.Questions);
    }

    [Fact]
    public async Task Where_a_misdirected_caller_should_go_is_remembered_as_long_as_a_bad_credential()
    {
        var cache = Cache();
        _source.Answer = CallerIdentity.Unknown with { IsMisdirected = true, ServedAt = PlaneUrl.Create("http://elsewhere.test") };

        Assert.Equal(_source.Answer, await cache.IdentifyAsync(Key, Token));
        Assert.Equal(_source.Answer, await cache.IdentifyAsync(Key, Token));
        Assert.Equal(1, _source.Questions);

        _source.Answer = Ada;
        _time.Advance(CallerCache.BadFor);
        Assert.True((await cache.IdentifyAsync(Key, Token)).IsActive);
    }

    [Fact]
    public void A_cache_key_does_not_hold_the_credential() =>
        Assert.DoesNotContain("secret-key", new CallerKey.Key(KeyDigest.Of("secret-key")).Text, StringComparison.Ordinal);

    private CallerCache Cache(TimeSpan? maxStale = null)
    {
        var options = new DataPlaneOptions
        {
            Listener = _listener,
            ApiUrl = PlaneUrl.Create("http://data.test"),
            AppUrl = PlaneUrl.Create("http://app.test"),
            ControlUrl = PlaneUrl.Create("http://app.test"),
            DataDirectory = _folder.Path,
            AuthMaxStale = maxStale ?? TimeSpan.FromHours(24),
        };
        return new CallerCache(_source, new KnownCallerStore(_database), options, _time, NullLogger<CallerCache>.Instance);
    }
}
