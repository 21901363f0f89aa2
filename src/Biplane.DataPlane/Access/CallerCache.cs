using System.Collections.Concurrent;
using Biplane.Contracts.Identity;
using Biplane.DataPlane.Uplink;
using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.Access;

/// <summary>
/// Whose credentials are, remembered: a good one for 60 s, a bad one for 5 s, one question at a time for each. A question that gets no
/// answer never makes a credential bad: the last good answer, in memory or on disk, counts up to BIPLANE_AUTH_MAX_STALE.
/// </summary>
internal sealed class CallerCache(
    ICallerSource source, KnownCallerStore store, DataPlaneOptions options, TimeProvider time, ILogger<CallerCache> logger)
{
    /// <summary>Most entries of each sort. Good and bad ones have room of their own: guesses cannot push callers out.</summary>
    internal const int MaxEntries = 10_000;

    internal static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(60);
    internal static readonly TimeSpan BadFor = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PersistEvery = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<CallerKey, Entry> _good = new();
    private readonly ConcurrentDictionary<CallerKey, (CallerIdentity Identity, DateTimeOffset Until)> _bad = new();
    private readonly SingleFlight<CallerKey, CallerIdentity> _questions = new();
    private volatile bool _isStale;

    /// <exception cref="ControlPlaneUnavailableException">The credential is not known and the control plane does not answer.</exception>
    public async ValueTask<CallerIdentity> IdentifyAsync(CallerKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_good.TryGetValue(key, out var entry) && now < entry.FreshUntil)
        {
            return entry.Identity;
        }

        if (_bad.TryGetValue(key, out var bad) && now < bad.Until)
        {
            return bad.Identity;
        }

        return await _questions.AskAsync(key, () => AskAsync(key), cancellationToken);
    }

    // Shared by all who wait for it, so it runs to its end whoever goes away.
    private async Task<CallerIdentity> AskAsync(CallerKey key)
    {
        CallerIdentity identity;
        try
        {
            identity = await source.IdentifyAsync(key, CancellationToken.None);
        }
        catch (ControlPlaneUnavailableException)
        {
            return await LastGoodAsync(key);
        }

        if (_isStale)
        {
            _isStale = false;
            PlaneLog.Recovered(logger);
        }

        await (identity.IsActive ? KeepAsync(key, identity) : DropAsync(key, identity));
        return identity;
    }

    private async Task KeepAsync(CallerKey key, CallerIdentity identity)
    {
        var now = time.GetUtcNow();
        _good.TryGetValue(key, out var old);
        var isPersisted = old is not null && Same(old.Identity, identity) && now - old.PersistedAt < PersistEvery;
        MakeRoom(_good);
        _good[key] = new Entry(identity, now + GoodFor, now, isPersisted ? old!.PersistedAt : now);
        _bad.TryRemove(key, out _);
        if (!isPersisted)
        {
            await store.PutAsync(key, identity, now, CancellationToken.None);
        }
    }

    private async Task DropAsync(CallerKey key, CallerIdentity identity)
    {
        MakeRoom(_bad);
        _bad[key] = (identity, time.GetUtcNow() + BadFor);
        if (_good.TryRemove(key, out _) || await store.FindAsync(key, CancellationToken.None) is not null)
        {
            await store.RemoveAsync(key, CancellationToken.None);
        }
    }

    private async Task<CallerIdentity> LastGoodAsync(CallerKey key)
    {
        var now = time.GetUtcNow();
        if (!_good.TryGetValue(key, out var entry) && await store.FindAsync(key, CancellationToken.None) is { } stored)
        {
            entry = new Entry(stored.Identity, now, stored.CheckedAt, stored.CheckedAt);
        }

        if (entry is null || now - entry.CheckedAt > options.AuthMaxStale)
        {
            throw new ControlPlaneUnavailableException();
        }

        if (!_isStale)
        {
            _isStale = true;
            PlaneLog.GoingOnStale(logger, options.AuthMaxStale);
        }

        MakeRoom(_good);
        _good[key] = entry with { FreshUntil = now + RetryEvery };
        return entry.Identity;
    }

    private static bool Same(CallerIdentity left, CallerIdentity right) =>
        left.UserId == right.UserId && left.Email == right.Email && left.Memberships.SequenceEqual(right.Memberships);

    private static void MakeRoom<T>(ConcurrentDictionary<CallerKey, T> entries)
    {
        if (entries.Count < MaxEntries)
        {
            return;
        }

        foreach (var key in entries.Keys.Take(MaxEntries / 10))
        {
            entries.TryRemove(key, out _);
        }
    }

    private sealed record Entry(CallerIdentity Identity, DateTimeOffset FreshUntil, DateTimeOffset CheckedAt, DateTimeOffset PersistedAt);
}
