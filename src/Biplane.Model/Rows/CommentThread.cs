using System.Globalization;
using Biplane.Model.Json;
using Biplane.Model.Transactions;

namespace Biplane.Model.Rows;

/// <summary>The comments of a row, oldest first. A comment with a known id replaces it, so that a repeated request changes nothing.</summary>
internal static class CommentThread
{
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> comments, EventRow comment, TransactionId transaction, DateTime now)
    {
        var id = JsonText.Encode(comment.Id);
        var thread = comments.IsEmpty ? [] : JsonText.Elements(comments);
        var index = thread.FindIndex(entry => JsonText.Members(entry).Exists(m => m.Name == "id" && m.Value.Span.SequenceEqual(id.Span)));
        if (comment.IsDelete)
        {
            if (index >= 0)
            {
                thread.RemoveAt(index);
            }

            return thread.Count == 0 ? default : JsonText.ToArray(thread);
        }

        var created = comment.Created ?? now;
        var entry = JsonText.ToObject(
        [
            new JsonMember("id", id),
            new JsonMember("created", JsonText.Encode(created.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))),
            new JsonMember("comment", comment.Comment),
            new JsonMember("source", JsonText.Encode(comment.AuditSource switch { AuditSource.App => "app", AuditSource.External => "external", _ => "api" })),
            new JsonMember("metadata", JsonText.IsNullOrAbsent(comment.AuditMetadata.Span) ? "{}"u8.ToArray() : comment.AuditMetadata),
            new JsonMember("_xact_id", EventMerge.TransactionJson(transaction)),
        ]);
        if (index >= 0)
        {
            thread[index] = entry;
        }
        else
        {
            thread.Add(entry);
        }

        return JsonText.ToArray(thread);
    }
}
