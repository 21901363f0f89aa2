using System.Text.Json;

namespace Biplane.DataPlane.Summaries;

/// <summary>Reads the scores of many spans: the numbers of a JSON object, anything else in it is passed over. Each name is one string, however many spans have it.</summary>
internal sealed class ScoreReader
{
    private readonly Utf8Names _names = new();

    /// <summary>The scores by name; null when there is none.</summary>
    public Dictionary<string, double>? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        Dictionary<string, double>? scores = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? reader.GetString()! : _names.Of(reader.ValueSpan);
            if (Number(ref reader) is { } score)
            {
                scores ??= new Dictionary<string, double>(StringComparer.Ordinal);
                scores[name] = score;
            }
            else
            {
                scores?.Remove(name);
            }
        }

        return scores;
    }

    /// <summary>The value of the member whose name the reader stands on, which is passed over; null when it is no finite number.</summary>
    public static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value))
        {
            return value;
        }

        reader.Skip();
        return null;
    }
}
