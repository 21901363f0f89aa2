using System.Text.Json;

namespace Biplane.DataPlane.Tests.Traces;

/// <summary>A skeleton as its readers put it together again.</summary>
internal sealed class SkeletonAnswer
{
    public SkeletonAnswer(JsonElement answer)
    {
        Version = answer.GetProperty("version").GetString()!;
        Count = answer.GetProperty("spans").GetInt64();
        IsComplete = answer.GetProperty("is_complete").GetBoolean();
        Totals = answer.GetProperty("totals");
        var names = new List<string>();
        var types = new List<string>();
        foreach (var block in answer.GetProperty("blocks").EnumerateArray())
        {
            Blocks++;
            names.AddRange(block.GetProperty("names").EnumerateArray().Select(name => name.GetString()!));
            types.AddRange(block.GetProperty("types").EnumerateArray().Select(type => type.GetString()!));
            var length = block.GetProperty("id").GetArrayLength();
            for (var i = 0; i < length; i++)
            {
                Spans.Add(Read(block, i, names, types));
            }
        }
    }

    public string Version { get; }

    public long Count { get; }

    public bool IsComplete { get; }

    public int Blocks { get; }

    public JsonElement Totals { get; }

    public List<SkeletonSpan> Spans { get; } = [];

    public SkeletonSpan this[string id] => Spans.Single(span => span.Id == id);

    public IEnumerable<string> Ids => Spans.Select(span => span.Id);

    private SkeletonSpan Read(JsonElement block, int index, List<string> names, List<string> types)
    {
        JsonElement At(string column) => block.GetProperty(column)[index];
        double? Number(string column) => At(column).ValueKind == JsonValueKind.Null ? null : At(column).GetDouble();
        var id = At("id").GetString()!;
        var parent = At("parent");
        return new SkeletonSpan(
            id,
            At("span_id").GetString() ?? id,
            parent.ValueKind == JsonValueKind.Number ? "#" + Spans[parent.GetInt32()].Id : parent.GetString(),
            Number("name") is { } name ? names[(int)name] : null,
            Number("type") is { } type ? types[(int)type] : null,
            Number("start"),
            Number("end"),
            Number("tokens"),
            Number("cost"),
            [Number("input_bytes"), Number("output_bytes"), Number("expected_bytes"), Number("error_bytes"), Number("metadata_bytes")],
            block.GetProperty("scores").TryGetProperty(index.ToString(System.Globalization.CultureInfo.InvariantCulture), out var scores) ? scores.GetRawText() : null);
    }
}
