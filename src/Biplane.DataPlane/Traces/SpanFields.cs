using Biplane.Hosting.Errors;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Storage;

namespace Biplane.DataPlane.Traces;

/// <summary>Single fields of rows as streams: a large one comes from its file, and only as much of it as is asked for.</summary>
internal sealed class SpanFields(IRowStore store)
{
    private const int MaxAttempts = 3;

    /// <summary>The field of this name that rows of a kind have, if it is one of JSON.</summary>
    public static EventColumn? Find(ObjectKind kind, string name) =>
        EventFields.Parse(name) is not null && EventColumns.Find(name) is { } column && column.IsOf(kind) ? column : null;

    /// <summary>The fields of a kind, for people.</summary>
    public static string NamesOf(ObjectKind kind) => string.Join(", ", EventFields.All.Select(field => field.WireName()).Where(name => Find(kind, name) is not null));

    /// <summary>The JSON text of a row's field; null when there is no such row. The caller disposes the stream.</summary>
    public async Task<SpanField?> OpenAsync(ObjectRef source, string id, EventColumn field, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            await using var rows = await store.QueryAsync(TracePlans.Field(source, id, field), cancellationToken);
            if (!await rows.ReadAsync(cancellationToken))
            {
                return null;
            }

            try
            {
                var value = rows.IsNull(1) ? new MemoryStream("null"u8.ToArray(), writable: false) : rows.OpenUtf8(1);
                return new SpanField(new TransactionId(rows.GetUInt64(0)), value);
            }
            catch (StorageUnavailableException)
            {
                // Replaced since the row was read, most likely: the next look finds its new value.
            }
        }

        throw new ApiException(503, ErrorCodes.StorageUnavailable, "The value cannot be read from the blob store now. Try again later.");
    }
}
