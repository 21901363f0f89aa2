using System.Text.Json;

namespace Biplane.DataPlane.Summaries;

/// <summary>Reads the numeric members of a JSON object such as <c>scores</c> or <c>metrics</c>; anything else in it is passed over.</summary>
internal static class NumberMap
{
    public static IReadOnlyDictionary<string, double> Read(ReadOnlySpan<byte> json)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return numbers;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value))
            {
                numbers[name] = value;
            }
            else
            {
                numbers.Remove(name);
                reader.Skip();
            }
        }

        return numbers;
    }
}
