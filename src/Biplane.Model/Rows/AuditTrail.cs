using Biplane.Model.Json;
using Biplane.Model.Transactions;

namespace Biplane.Model.Rows;

/// <summary>
/// The audit entries of a row: one per write. The first plain insert is not written out (readers make it from the version), since most rows
/// have nothing else. At most <see cref="MaxEntries"/> are kept: the oldest one and the newest.
/// </summary>
public static class AuditTrail
{
    /// <summary>Entries kept per row, so that a row which is edited for ever stays small.</summary>
    public const int MaxEntries = 1_000;

    internal static ReadOnlyMemory<byte> Append(RowState? existing, EventRow incoming, TransactionId transaction, string action)
    {
        if (existing is null)
        {
            return incoming.AuditSource == AuditSource.Api && JsonText.IsNullOrAbsent(incoming.AuditMetadata.Span)
                ? default
                : JsonText.ToArray([Entry(transaction, action, incoming.AuditSource, incoming.AuditMetadata)]);
        }

        var entries = existing.Audit.IsEmpty
            ? [Entry(existing.Transaction, "upsert", AuditSource.Api, default)]
            : JsonText.Elements(existing.Audit);
        if (entries.Count >= MaxEntries)
        {
            entries.RemoveAt(1);
        }

        entries.Add(Entry(transaction, action, incoming.AuditSource, incoming.AuditMetadata));
        return JsonText.ToArray(entries);
    }

    private static ReadOnlyMemory<byte> Entry(TransactionId transaction, string action, AuditSource source, ReadOnlyMemory<byte> metadata) =>
        JsonText.ToObject(
        [
            new JsonMember("_xact_id", EventMerge.TransactionJson(transaction)),
            new JsonMember("audit_data", JsonText.ToObject([new JsonMember("action", JsonText.Encode(action))])),
            new JsonMember("metadata", JsonText.IsNullOrAbsent(metadata.Span) ? "{}"u8.ToArray() : metadata),
            new JsonMember("source", JsonText.Encode(SourceName(source))),
        ]);

    private static string SourceName(AuditSource source) => source switch
    {
        AuditSource.App => "app",
        AuditSource.External => "external",
        _ => "api",
    };
}
