using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Biplane.DataPlane.Traces;

/// <summary>One column of a block as the member of a JSON object, while its values come in.</summary>
internal sealed class JsonColumn : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4 * 1024);
    private readonly JsonEncodedText _name;
    private readonly bool _isSparse;

    /// <param name="name">The member's name.</param>
    /// <param name="isSparse">An object of the values that are there, by their number in the block, instead of an array of all.</param>
    public JsonColumn(string name, bool isSparse = false)
    {
        _name = JsonEncodedText.Encode(name);
        _isSparse = isSparse;
        Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        Begin();
    }

    /// <summary>Takes the next value.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Passes the column on and starts the next one of its name.</summary>
    public void MoveTo(IBufferWriter<byte> output)
    {
        if (_isSparse)
        {
            Json.WriteEndObject();
        }
        else
        {
            Json.WriteEndArray();
        }

        Json.Flush();
        output.Write("\""u8);
        output.Write(_name.EncodedUtf8Bytes);
        output.Write("\":"u8);
        output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        Json.Reset();
        Begin();
    }

    private void Begin()
    {
        if (_isSparse)
        {
            Json.WriteStartObject();
        }
        else
        {
            Json.WriteStartArray();
        }
    }

    public void Dispose() => Json.Dispose();
}
