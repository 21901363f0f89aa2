using System.Text.Json;
using Biplane.Model.Json;
using Biplane.Model.Rows;

namespace Biplane.DataPlane.Attachments;

/// <summary>
/// Finds <c>{"type":"braintrust_attachment","key":…}</c> in rows. The hot path is one vectorised search per field for the marker's bytes;
/// JSON is walked only where they occur.
/// </summary>
internal static class AttachmentReferenceFinder
{
    private const int MaxKeyLength = 512;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonText.MaxDepth + 8 };

    private static ReadOnlySpan<byte> Marker => "braintrust_attachment"u8;

    /// <summary>The distinct references of the rows, or null when there are none.</summary>
    public static HashSet<AttachmentReference>? Find(IReadOnlyList<EventRow> rows)
    {
        HashSet<AttachmentReference>? found = null;
        foreach (var row in rows)
        {
            foreach (var field in EventFields.All)
            {
                Search(row, row[field].Span, ref found);
            }

            foreach (var extra in row.Extra)
            {
                Search(row, extra.Json.Span, ref found);
            }
        }

        return found;
    }

    private static void Search(EventRow row, ReadOnlySpan<byte> json, ref HashSet<AttachmentReference>? found)
    {
        if (json.IndexOf(Marker) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(json, Options);
        var open = new Stack<Candidate>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(new Candidate());
                    break;
                case JsonTokenType.PropertyName:
                    open.Peek().Member = reader.ValueTextEquals("type"u8) ? 't' : reader.ValueTextEquals("key"u8) ? 'k' : ' ';
                    break;
                case JsonTokenType.String when open.TryPeek(out var candidate):
                    candidate.Take(ref reader);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    if (open.Pop() is { IsAttachment: true, Key: { Length: > 0 and <= MaxKeyLength } key })
                    {
                        (found ??= []).Add(new AttachmentReference(row.OrganizationId, key, row.Object));
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private sealed class Candidate
    {
        public char Member { get; set; }

        public bool IsAttachment { get; private set; }

        public string? Key { get; private set; }

        public void Take(ref Utf8JsonReader reader)
        {
            switch (Member)
            {
                case 't':
                    IsAttachment = reader.ValueTextEquals(Marker);
                    break;
                case 'k':
                    Key = reader.GetString();
                    break;
                default:
                    break;
            }

            Member = ' ';
        }
    }
}
