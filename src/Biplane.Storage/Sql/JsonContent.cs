using System.Buffers;
using System.Text;
using Biplane.Storage.RowJson;

namespace Biplane.Storage.Sql;

/// <summary>A text as it stands within a JSON string: with escapes, without the quotes around it.</summary>
internal static class JsonContent
{
    public static string Of(string text)
    {
        var json = new ArrayBufferWriter<byte>();
        JsonStringWriter.Write(json, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(json.WrittenSpan[1..^1]);
    }
}
