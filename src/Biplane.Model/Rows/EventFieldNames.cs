using System.Text;
using System.Text.Json;

namespace Biplane.Model.Rows;

/// <summary>Finds a row's field by the UTF-8 bytes of its name, without making a string.</summary>
internal static class EventFieldNames
{
    private static readonly (byte[] Utf8, EventFieldName Name)[][] ByLength = Build();

    /// <summary>The field whose name the reader stands on.</summary>
    public static EventFieldName Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            return Match(Encoding.UTF8.GetBytes(reader.GetString()!));
        }

        return Match(reader.ValueSpan);
    }

    private static EventFieldName Match(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (var (utf8, field) in ByLength[name.Length])
            {
                if (name.SequenceEqual(utf8))
                {
                    return field;
                }
            }
        }

        return EventFieldName.Other;
    }

    private static (byte[] Utf8, EventFieldName Name)[][] Build()
    {
        (string Text, EventFieldName Name)[] names =
        [
            .. EventFields.All.Select(field => (field.WireName(), (EventFieldName)field)),
            ("id", EventFieldName.Id),
            ("span_id", EventFieldName.SpanId),
            ("root_span_id", EventFieldName.RootSpanId),
            ("created", EventFieldName.Created),
            ("project_id", EventFieldName.ProjectId),
            ("experiment_id", EventFieldName.ExperimentId),
            ("dataset_id", EventFieldName.DatasetId),
            ("prompt_session_id", EventFieldName.PromptSessionId),
            ("log_id", EventFieldName.LogId),
            ("org_id", EventFieldName.OrganizationId),
            ("is_root", EventFieldName.IsRoot),
            ("_is_merge", EventFieldName.IsMerge),
            ("_merge_paths", EventFieldName.MergePaths),
            ("_array_delete", EventFieldName.ArrayDelete),
            ("_object_delete", EventFieldName.ObjectDelete),
            ("_audit_source", EventFieldName.AuditSource),
            ("_audit_metadata", EventFieldName.AuditMetadata),
            ("comment", EventFieldName.Comment),
            ("comments", EventFieldName.Comments),
            ("audit_data", EventFieldName.AuditData),
            ("_xact_id", EventFieldName.TransactionId),
            ("_pagination_key", EventFieldName.PaginationKey),
        ];
        var table = new (byte[], EventFieldName)[names.Max(n => n.Text.Length) + 1][];
        for (var length = 0; length < table.Length; length++)
        {
            table[length] = [.. names.Where(n => n.Text.Length == length).Select(n => (Encoding.UTF8.GetBytes(n.Text), n.Name))];
        }

        return table;
    }
}
