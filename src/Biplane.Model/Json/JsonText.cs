using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Biplane.Model.Json;

/// <summary>Questions about and edits of JSON text that keep every untouched byte as it was.</summary>
public static class JsonText
{
    /// <summary>
    /// How deep JSON may nest. Far above anything a client writes by hand, low enough that recursive work on it fits a thread's stack.
    /// </summary>
    public const int MaxDepth = 2_000;

    internal static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth + 8 };

    /// <summary>Absent, or the literal null.</summary>
    public static bool IsNullOrAbsent(ReadOnlySpan<byte> json) => json.IsEmpty || json.SequenceEqual("null"u8);

    public static bool IsObject(ReadOnlySpan<byte> json) => !json.IsEmpty && json[0] == (byte)'{';

    public static bool IsArray(ReadOnlySpan<byte> json) => !json.IsEmpty && json[0] == (byte)'[';

    public static bool IsString(ReadOnlySpan<byte> json) => !json.IsEmpty && json[0] == (byte)'"';

    /// <summary>The members of an object as raw slices, in their order, duplicate names included.</summary>
    internal static List<JsonMember> Members(ReadOnlyMemory<byte> json)
    {
        var members = new List<JsonMember>();
        var reader = new Utf8JsonReader(json.Span, ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add(new JsonMember(name, Slice(json, ref reader)));
        }

        return members;
    }

    /// <summary>The elements of an array as raw slices.</summary>
    internal static List<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> json)
    {
        var elements = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(json.Span, ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            elements.Add(Slice(json, ref reader));
        }

        return elements;
    }

    /// <summary>The text of the value the reader stands on; moves the reader to its end.</summary>
    internal static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    /// <summary>Writes the members as an object.</summary>
    internal static ReadOnlyMemory<byte> ToObject(IEnumerable<JsonMember> members)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Write("{"u8);
        var isFirst = true;
        foreach (var member in members)
        {
            if (!isFirst)
            {
                output.Write(","u8);
            }

            isFirst = false;
            WriteString(output, member.Name);
            output.Write(":"u8);
            output.Write(member.Value.Span);
        }

        output.Write("}"u8);
        return output.WrittenMemory;
    }

    /// <summary>Writes the values as an array.</summary>
    internal static ReadOnlyMemory<byte> ToArray(IEnumerable<ReadOnlyMemory<byte>> elements)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Write("["u8);
        var isFirst = true;
        foreach (var element in elements)
        {
            if (!isFirst)
            {
                output.Write(","u8);
            }

            isFirst = false;
            output.Write(element.Span);
        }

        output.Write("]"u8);
        return output.WrittenMemory;
    }

    /// <summary>A string as JSON text.</summary>
    internal static ReadOnlyMemory<byte> Encode(string text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 16);
        WriteString(output, text);
        return output.WrittenMemory;
    }

    private static void WriteString(ArrayBufferWriter<byte> output, string text)
    {
        output.Write("\""u8);
        output.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        output.Write("\""u8);
    }
}
