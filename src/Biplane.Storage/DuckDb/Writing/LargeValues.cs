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
                var value = blobs.Get(ScopeOf(existing.State), blob.Blob)
                    ?? throw new StorageUnavailableException("A large value of a stored row is missing from the blob store.");
                part.Set(existing.State, value);
                existing.Blobs.Remove(part);
            }
        }
    }

    /// <summary>Moves out every value above the threshold.</summary>
    public async ValueTask StoreAsync(StoredRow row)
    {
        if (row.State.ByteSize <= Threshold && row.Blobs is null)
        {
            return;
        }

        row.Derived ??= Derive(row);
        foreach (var part in RowPart.All)
        {
            var value = part.Of(row.State);
            if (value.Length > Threshold)
            {
                // Not cancellable: the batch it belongs to is stored whole or not at all.
                row.Blobs ??= [];
                row.Blobs[part] = new LargeValue(await blobs.PutAsync(ScopeOf(row.State), value, CancellationToken.None), value.Length);
                part.Set(row.State, default);
            }
        }
    }

    // Typed columns stand for the JSON in conditions, so they need its values wherever they lie: a merge leaves those in the blob store that it does not touch.
    private DerivedColumns Derive(StoredRow row)
    {
        var whole = new RowState { Object = row.State.Object, Id = row.State.Id };
        foreach (var field in (EventField[])[EventField.SpanAttributes, EventField.SpanParents, EventField.Metrics, EventField.Metadata])
        {
            whole[field] = row.Blobs?.TryGetValue(new RowPart((int)field), out var large) == true ? blobs.Get(ScopeOf(row.State), large.Blob) : row.State[field];
        }

        var hasError = !row.State[EventField.Error].IsEmpty || row.Blobs?.ContainsKey(new RowPart((int)EventField.Error)) == true;
        return DerivedColumns.From(whole) with { HasError = hasError };
    }

    /// <summary>The text of the <c>blobs</c> column.</summary>
    public static byte[]? ToJson(StoredRow row) => row.Blobs is { Count: > 0 }
        ? JsonSerializer.SerializeToUtf8Bytes(row.Blobs.ToDictionary(b => b.Key.Name, b => b.Value.Blob.ToString()))
        : null;

    /// <summary>Reads the <c>blobs</c> column.</summary>
    public static Dictionary<RowPart, BlobId> Parse(ReadOnlySpan<byte> json)
    {
        var parts = new Dictionary<RowPart, BlobId>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName
                && RowPart.Parse(reader.GetString()!) is { } part
                && reader.Read()
                && BlobId.TryParse(reader.ValueSpan, out var blob))
            {
                parts[part] = blob;
            }
        }

        return parts;
    }

    /// <summary>Bytes of a field's JSON text, wherever it lies; null when the row has none.</summary>
    public static int? SizeOf(StoredRow row, EventField field) => row.State[field].Length is > 0 and var length
        ? length
        : row.Blobs is { } blobs && blobs.TryGetValue(new RowPart((int)field), out var large) ? large.Bytes : null;
}
