using System.Text.Json.Serialization;

namespace Biplane.Contracts.Objects;

/// <summary>
/// A name that a person or a program gave to a thing: the one free text of customers that crosses between the planes.
/// Invariant: 1 to <see cref="MaxLength"/> characters, well-formed UTF-16, no control characters.
/// </summary>
[JsonConverter(typeof(MetadataNameConverter))]
public readonly record struct MetadataName
{
    /// <summary>Longest name, in UTF-16 units.</summary>
    public const int MaxLength = 512;

    private MetadataName(string value) => Value = value;

    public string Value { get; }

    /// <summary>What is wrong with a text as a name, or null.</summary>
    public static string? Check(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "must not be empty";
        }

        if (text.Length > MaxLength)
        {
            return $"must have at most {MaxLength} characters";
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                return "must not hold control characters";
            }

            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return "must be well-formed Unicode";
                }

                i++;
            }
        }

        return null;
    }

    public static bool TryCreate(string? text, out MetadataName name)
    {
        var isValid = Check(text) is null;
        name = isValid ? new MetadataName(text!) : default;
        return isValid;
    }

    /// <exception cref="ArgumentException">The text is no valid name.</exception>
    public static MetadataName Create(string text) =>
        TryCreate(text, out var name) ? name : throw new ArgumentException($"A name {Check(text)}.", nameof(text));

    /// <summary>The name with a suffix, shortened so that the whole stays a valid name.</summary>
    public MetadataName WithSuffix(string suffix)
    {
        var room = MaxLength - suffix.Length;
        var stem = Value.Length <= room ? Value : Value[..(char.IsHighSurrogate(Value[room - 1]) ? room - 1 : room)];
        return Create(stem + suffix);
    }

    public override string ToString() => Value;
}
