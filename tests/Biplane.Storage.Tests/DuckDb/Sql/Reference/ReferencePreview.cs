using System.Text;
using System.Text.Json.Nodes;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>What is shown of a value.</summary>
internal static class ReferencePreview
{
    /// <summary>The value, or a string of its beginning when it is longer: of a string its content counts, of any other value its JSON text.</summary>
    public static object? Of(object? value, int length)
    {
        var characters = ReferenceEvaluator.Text(value)?.EnumerateRunes().ToList();
        return characters?.Count > length ? JsonValue.Create(characters.Take(length).Aggregate(new StringBuilder(), (text, character) => text.Append(character)).ToString()) : value;
    }
}
