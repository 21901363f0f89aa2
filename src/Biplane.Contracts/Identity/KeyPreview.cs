using System.Text.Json.Serialization;

namespace Biplane.Contracts.Identity;

/// <summary>The part of a key that people may see: prefix, up to eight characters of its public id, and the last four of its checksum.</summary>
[JsonConverter(typeof(KeyPreviewConverter))]
public readonly record struct KeyPreview
{
    /// <summary>Longest preview, in characters.</summary>
    public const int MaxLength = 24;

    private KeyPreview(string value) => Value = value;

    public string Value { get; }

    public static bool TryCreate(string? text, out KeyPreview preview)
    {
        var isValid = text is { Length: >= 1 and <= MaxLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '*');
        preview = isValid ? new KeyPreview(text!) : default;
        return isValid;
    }

    /// <exception cref="ArgumentException">The text is no preview.</exception>
    public static KeyPreview Create(string text) =>
        TryCreate(text, out var preview) ? preview : throw new ArgumentException("Not a key preview.", nameof(text));

    public override string ToString() => Value;
}
