using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Biplane.DataPlane.Summaries;

/// <summary>
/// Equality of JSON values as people mean it: member order, white space, escapes and the spelling of numbers do not count;
/// of a member name that occurs twice the last value counts. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// A value's key is a hash of its parts' keys, so nothing is copied but texts with escapes: a comparison reads tens of thousands of inputs, and what it leaves
/// behind holds up all others when it is collected.
/// </remarks>
internal sealed class CanonicalJson
{
    private const int MaxNumberBytes = 64;

    // Values of different types never share a key, whatever their texts are.
    private enum Seed : long
    {
        Literal,
        Text,
        Number,
        Array,
        Object,
    }

    // Of all objects that the reader is in.
    private readonly List<Member> _members = [];

    /// <summary>A 128-bit key that is equal for equal values. An absent value and null have the same key.</summary>
    public UInt128 Key(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return Hash("null"u8, Seed.Literal);
        }

        _members.Clear();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        return Value(ref reader);
    }

    private UInt128 Value(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(ref reader),
        JsonTokenType.StartArray => Array(ref reader),
        JsonTokenType.String => Text(ref reader),
        JsonTokenType.Number => Number(ref reader),
        _ => Hash(reader.ValueSpan, Seed.Literal),
    };

    private UInt128 Array(ref Utf8JsonReader reader)
    {
        var key = Hash(""u8, Seed.Array);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            key = Join([key, Value(ref reader)], Seed.Array);
        }

        return key;
    }

    private UInt128 Object(ref Utf8JsonReader reader)
    {
        var start = _members.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            _members.Add(new Member(name, _members.Count, Value(ref reader)));
        }

        var members = CollectionsMarshal.AsSpan(_members)[start..];
        members.Sort();
        var key = Hash(""u8, Seed.Object);
        for (var i = 0; i < members.Length; i++)
        {
            if (i + 1 == members.Length || members[i + 1].Name != members[i].Name)
            {
                key = Join([key, members[i].Name, members[i].Value], Seed.Object);
            }
        }

        CollectionsMarshal.SetCount(_members, start);
        return key;
    }

    private static UInt128 Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Hash(reader.ValueSpan, Seed.Text);
        }

        var text = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return Hash(text.AsSpan(0, reader.CopyString(text)), Seed.Text);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    // A number that a double does not hold exactly keeps its own digits: two long ids that differ in the last digit are two values.
    private static UInt128 Number(ref Utf8JsonReader reader)
    {
        Span<byte> buffer = stackalloc byte[MaxNumberBytes];
        if (reader.TryGetDecimal(out var exact))
        {
            (exact / 1.000000000000000000000000000000m).TryFormat(buffer, out var written, default, CultureInfo.InvariantCulture);
            return Hash(buffer[..written], Seed.Number);
        }

        if (reader.TryGetDouble(out var wide) && double.IsFinite(wide))
        {
            wide.TryFormat(buffer, out var written, "R", CultureInfo.InvariantCulture);
            return Hash(buffer[..written], Seed.Number);
        }

        return Hash(reader.ValueSpan, Seed.Number);
    }

    private static UInt128 Join(ReadOnlySpan<UInt128> parts, Seed seed) => Hash(MemoryMarshal.AsBytes(parts), seed);

    private static UInt128 Hash(ReadOnlySpan<byte> bytes, Seed seed) => XxHash128.HashToUInt128(bytes, (long)seed);

    // Of members with the same name, the last one comes last.
    private readonly record struct Member(UInt128 Name, int Place, UInt128 Value) : IComparable<Member>
    {
        public int CompareTo(Member other) => Name.CompareTo(other.Name) is var order and not 0 ? order : Place.CompareTo(other.Place);
    }
}
