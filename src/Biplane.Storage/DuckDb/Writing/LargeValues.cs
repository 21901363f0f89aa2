using System.Text.Json;
using Biplane.Model.Rows;
using Biplane.Storage.Blobs;

namespace Biplane.Storage.DuckDb.Writing;

/// <summary>Moves large values of rows to the blob store and back. A value is durable there before the row that refers to it is committed.</summary>
internal sealed class LargeValues(IBlobStore blobs)
{
    /// <summary>Values of more bytes go to the blob store.</summary>
    public const int Threshold = 64 * 1024;

    public static BlobScope ScopeOf(RowState state) => new(state.OrganizationId, BlobArea.Rows);

    /// <summary>Brings back the values that a merge is going to look into.</summary>
    public void Load(StoredRow existing, EventRow incoming)
    {
        if (existing.Blobs is null)
        {
            return;
        }

        foreach (var (part, blob) in existing.Blobs.ToList())
        {
            var isTouched = part == RowPart.Extra
                ? incoming.Extra.Count > 0 || incoming.Warnings.Count > 0 || incoming.ArrayDeletes.Count > 0
                : !incoming[(EventField)part.Index].IsEmpty || incoming.ArrayDeletes.Any(d => d.Path.Length > 0 && d.Path[0] == part.Name);
            if (isTouched)
            {
                var value = blobs.Get(ScopeOf(existing.State), blob)
                    ?? throw new StorageUnavailableException("A large value of a stored row is missing from the blob store.");
                part.Set(existing.State, value);
                existing.Blobs.Remove(part);
            }
        }
    }

    /// <summary>Moves out every value above the threshold.</summary>
    public async ValueTask StoreAsync(StoredRow row)
    {
        if (row.State.ByteSize <= Threshold)
        {
            return;
        }

        foreach (var part in RowPart.All)
        {
            var value = part.Of(row.State);
            if (value.Length > Threshold)
            {
                // Not cancellable: the batch it belongs to is stored whole or not at all.
                row.Blobs ??= [];
                row.Blobs[part] = await blobs.PutAsync(ScopeOf(row.State), value, CancellationToken.None);
                part.Set(row.State, default);
            }
        }
    }

    /// <summary>The text of the <c>blobs</c> column.</summary>
    public static byte[]? ToJson(StoredRow row) => row.Blobs is { Count: > 0 }
        ? JsonSerializer.SerializeToUtf8Bytes(row.Blobs.ToDictionary(b => b.Key.Name, b => b.Value.ToString()))
        : null;

    public static Dictionary<RowPart, BlobId>? Parse(ReadOnlySpan<byte> json)
    {
        var parts = new Dictionary<RowPart, BlobId>();
        foreach (var (name, id) in JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [])
        {
            if (RowPart.Parse(name) is { } part && BlobId.TryParse(id.AsSpan(), out var blob))
            {
                parts[part] = blob;
            }
        }

        return parts.Count == 0 ? null : parts;
    }
}
