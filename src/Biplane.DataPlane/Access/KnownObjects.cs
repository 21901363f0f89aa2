using System.Collections.Concurrent;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Identity;

namespace Biplane.DataPlane.Access;

/// <summary>
/// What is known of named things: in memory, behind that on disk, behind that the control plane. An unknown id costs one look-up that all
/// who wait for it share; nothing is remembered about ids that were not found, since SDKs log milliseconds after registering.
/// </summary>
internal sealed class KnownObjects(ControlPlaneClient client, KnownObjectStore store, DataPlaneOptions options, TimeProvider time)
{
    private const int MaxInMemory = 50_000;

    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PersistEvery = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(ResourceType Type, Guid Id), Entry> _memory = new();
    private readonly SingleFlight<(ResourceType Type, Guid Id, Guid Actor), MetadataRecord?> _questions = new();

    /// <summary>A thing that the caller may see, perhaps a minute old: for permission checks and names on the hot path.</summary>
    public async ValueTask<MetadataRecord?> FindAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken)
    {
        if (_memory.TryGetValue((type, id), out var entry))
        {
            if (caller.In(entry.Record.OrganizationId) is null)
            {
                return null;
            }

            if (time.GetUtcNow() < entry.FreshUntil)
            {
                return entry.Record;
            }
        }

        return await ReadAsync(caller, type, id, cancellationToken);
    }

    /// <summary>A thing that the caller may see, as the control plane knows it now; the last good answer where it cannot be asked.</summary>
    public async Task<MetadataRecord?> ReadAsync(Caller caller, ResourceType type, Guid id, CancellationToken cancellationToken)
    {
        var record = await _questions.AskAsync((type, id, caller.UserId), () => AskAsync(caller, type, id), cancellationToken);
        return record is not null && caller.In(record.OrganizationId) is not null ? record : null;
    }

    /// <summary>Takes note of what the control plane has just said.</summary>
    public async Task PutAsync(MetadataRecord record, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isChanged = !_memory.TryGetValue((record.Type, record.Id), out var old) || old.Record != record;
        var isPersisted = !isChanged && now - old!.PersistedAt < PersistEvery;
        if (record.Type == ResourceType.Project && isChanged)
        {
            AskAgainAbout(record.Id);
        }

        MakeRoom();
        _memory[(record.Type, record.Id)] = new Entry(record, now + FreshFor, now, isPersisted ? old!.PersistedAt : now);
        if (!isPersisted)
        {
            await store.PutAsync(record, now, cancellationToken);
        }
    }

    public Task RemoveAsync(ResourceType type, Guid id, CancellationToken cancellationToken)
    {
        _memory.TryRemove((type, id), out _);
        if (type == ResourceType.Project)
        {
            AskAgainAbout(id);
        }

        return store.RemoveAsync(type, id, cancellationToken);
    }

    // Shared by all who wait, so no one's token ends it; the client has its own limit.
    private async Task<MetadataRecord?> AskAsync(Caller caller, ResourceType type, Guid id)
    {
        try
        {
            var answer = await client.CallAsync(PlaneRoutes.GetObject, new ObjectKey(type, id, caller.UserId), CancellationToken.None);
            if (answer.Record is { } record)
            {
                await PutAsync(record, CancellationToken.None);
                return record;
            }

            // Only members are told the truth about a thing, so only what they are told means that it is gone.
            if (_memory.TryGetValue((type, id), out var entry) && caller.In(entry.Record.OrganizationId) is not null)
            {
                await RemoveAsync(type, id, CancellationToken.None);
            }

            return null;
        }
        catch (ControlPlaneUnavailableException)
        {
            return await LastGoodAsync(type, id) ?? throw new ControlPlaneUnavailableException();
        }
    }

    private async Task<MetadataRecord?> LastGoodAsync(ResourceType type, Guid id)
    {
        var now = time.GetUtcNow();
        if (!_memory.TryGetValue((type, id), out var entry) && await store.FindAsync(type, id, CancellationToken.None) is { } stored)
        {
            entry = new Entry(stored.Record, now, stored.CheckedAt, stored.CheckedAt);
        }

        if (entry is null || now - entry.CheckedAt > options.AuthMaxStale)
        {
            return null;
        }

        _memory[(type, id)] = entry with { FreshUntil = now + RetryEvery };
        return entry.Record;
    }

    // A project's things carry its name and go with it.
    private void AskAgainAbout(Guid projectId)
    {
        var now = time.GetUtcNow();
        foreach (var (key, entry) in _memory.Where(e => e.Value.Record.ProjectId == projectId))
        {
            _memory.TryUpdate(key, entry with { FreshUntil = now }, entry);
        }
    }

    // Which entries go does not matter much: each costs one look-up to get back.
    private void MakeRoom()
    {
        if (_memory.Count < MaxInMemory)
        {
            return;
        }

        foreach (var key in _memory.Keys.Take(MaxInMemory / 10))
        {
            _memory.TryRemove(key, out _);
        }
    }

    private sealed record Entry(MetadataRecord Record, DateTimeOffset FreshUntil, DateTimeOffset CheckedAt, DateTimeOffset PersistedAt);
}
