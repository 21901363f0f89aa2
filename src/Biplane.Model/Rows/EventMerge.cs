using System.Globalization;
using Biplane.Model.Json;
using Biplane.Model.Transactions;

namespace Biplane.Model.Rows;

/// <summary>What a write makes of a row: replace, deep merge, comment. Pure; the rules are in <c>docs/reference/ingest.md</c>.</summary>
public static class EventMerge
{
    /// <summary>The new state of a row. Deletions are the caller's business.</summary>
    /// <param name="existing">The stored state, or null.</param>
    /// <param name="incoming">The write.</param>
    /// <param name="transaction">The version that the write creates.</param>
    /// <param name="inserted">The pagination key to use when the row is new.</param>
    /// <param name="now">The server's time, for rows without <c>created</c>.</param>
    public static RowState Apply(RowState? existing, EventRow incoming, TransactionId transaction, PaginationKey inserted, DateTime now)
    {
        var state = new RowState
        {
            Object = incoming.Object,
            Id = incoming.CommentTarget ?? incoming.Id,
            ProjectId = incoming.ProjectId,
            OrganizationId = incoming.OrganizationId,
            Transaction = transaction,
            PaginationKey = existing?.PaginationKey ?? inserted,
            Comments = existing?.Comments ?? default,
        };
        var isMerge = existing is not null && (incoming.IsMerge || incoming.CommentTarget is not null);
        if (isMerge)
        {
            Merge(state, existing!, incoming);
        }
        else
        {
            Replace(state, existing, incoming, now);
        }

        if (incoming.CommentTarget is not null)
        {
            state.Comments = CommentThread.Apply(state.Comments, incoming, transaction, now);
        }

        state.Audit = AuditTrail.Append(existing, incoming, transaction, isMerge ? "merge" : "upsert");
        return state;
    }

    private static void Replace(RowState state, RowState? existing, EventRow incoming, DateTime now)
    {
        state.Created = incoming.Created ?? existing?.Created ?? now;
        state.SpanId = incoming.SpanId ?? state.Id;
        state.RootSpanId = incoming.RootSpanId ?? state.SpanId;
        if (incoming.CommentTarget is not null)
        {
            return;
        }

        foreach (var field in EventFields.All)
        {
            state[field] = Stored(incoming[field]);
        }

        state.Extra = ExtraOf(incoming);
    }

    private static void Merge(RowState state, RowState existing, EventRow incoming)
    {
        state.Created = existing.Created;
        state.SpanId = existing.SpanId;
        state.RootSpanId = existing.RootSpanId;
        foreach (var field in EventFields.All)
        {
            state[field] = existing[field];
        }

        state.Extra = existing.Extra;
        if (incoming.CommentTarget is not null)
        {
            return;
        }

        ReadOnlyMemory<string>[] stops = [.. incoming.MergePaths.Select(path => new ReadOnlyMemory<string>(path))];
        foreach (var field in EventFields.All)
        {
            // The parents of a span are given once; a late full row of the same span must not tear it out of its trace.
            if (incoming[field].IsEmpty || (field == EventField.SpanParents && !existing[field].IsEmpty))
            {
                continue;
            }

            state[field] = Stored(MergeField(field, existing[field], incoming[field], stops));
        }

        var extra = ExtraOf(incoming);
        if (!extra.IsEmpty)
        {
            state.Extra = existing.Extra.IsEmpty ? extra : JsonMerge.Merge(existing.Extra, extra, stops);
        }

        foreach (var deletion in incoming.ArrayDeletes)
        {
            Remove(state, deletion);
        }
    }

    private static ReadOnlyMemory<byte> MergeField(
        EventField field, ReadOnlyMemory<byte> existing, ReadOnlyMemory<byte> incoming, ReadOnlyMemory<string>[] stops)
    {
        var below = JsonMerge.Below(stops, field.WireName());
        if (field == EventField.Tags && below.Count == 0)
        {
            return JsonArrays.Union(existing, incoming);
        }

        return existing.IsEmpty ? incoming : JsonMerge.Merge(existing, incoming, below);
    }

    private static void Remove(RowState state, ArrayDelete deletion)
    {
        if (deletion.Path.Length == 0)
        {
            return;
        }

        var below = deletion.Path.AsMemory(1);
        if (EventFields.Parse(deletion.Path[0]) is { } field)
        {
            state[field] = state[field].IsEmpty ? default : JsonArrays.RemoveAt(state[field], below, deletion.Values);
        }
        else if (!state.Extra.IsEmpty)
        {
            state.Extra = JsonArrays.RemoveAt(state.Extra, deletion.Path, deletion.Values);
        }
    }

    private static ReadOnlyMemory<byte> ExtraOf(EventRow incoming)
    {
        if (incoming.Extra.Count == 0 && incoming.Warnings.Count == 0)
        {
            return default;
        }

        var members = new List<JsonMember>(incoming.Extra.Count + 1);
        foreach (var field in incoming.Extra)
        {
            members.RemoveAll(member => member.Name == field.Name);
            members.Add(new JsonMember(field.Name, field.Json));
        }

        if (incoming.Warnings.Count > 0)
        {
            members.Add(new JsonMember("_warnings", JsonText.ToArray(incoming.Warnings.Select(WarningJson))));
        }

        return JsonText.ToObject(members);
    }

    private static ReadOnlyMemory<byte> WarningJson(RowWarning warning) => JsonText.ToObject(
        [new JsonMember("path", JsonText.Encode(warning.Path)), new JsonMember("code", JsonText.Encode(warning.Code))]);

    // A field's null and its absence are the same once stored.
    private static ReadOnlyMemory<byte> Stored(ReadOnlyMemory<byte> json) => JsonText.IsNullOrAbsent(json.Span) ? default : json;

    internal static ReadOnlyMemory<byte> TransactionJson(TransactionId transaction) =>
        JsonText.Encode(transaction.Value.ToString(CultureInfo.InvariantCulture));
}
