using Biplane.Model;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>
/// How often each object was written to since the start, by the hash of the object: two of the same hash share a number, which may change too often then, but never too seldom.
/// One thread writes.
/// </summary>
internal sealed class ObjectChanges
{
    private const int Slots = 4_096;

    private readonly ulong[] _changes = new ulong[Slots];

    public ulong Of(ObjectRef target) => Volatile.Read(ref Slot(target));

    public void Add(ObjectRef target)
    {
        ref var slot = ref Slot(target);
        Volatile.Write(ref slot, slot + 1);
    }

    /// <summary>Nobody knows what was written: to all of them.</summary>
    public void AddAll()
    {
        for (var i = 0; i < Slots; i++)
        {
            Volatile.Write(ref _changes[i], _changes[i] + 1);
        }
    }

    private ref ulong Slot(ObjectRef target) => ref _changes[(uint)target.GetHashCode() % Slots];
}
