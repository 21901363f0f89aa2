using System.Buffers;
using System.Text;
using System.Text.Json;
using Biplane.Model.Rows;
using Biplane.Query.Planning;

namespace Biplane.Storage.RowJson;

/// <summary>
/// Writes the rows of one cursor as JSON objects: every column present, null when unset, JSON columns as the text that came.
/// Bytes go straight from the cursor to the output.
/// </summary>
public sealed class RowJsonWriter
{
    private readonly ResultColumn[] _columns;
    private readonly byte[][] _names;
    private readonly byte[][] _plainNames;
    private readonly bool _isOneLine;

    /// <param name="columns">The cursor's columns.</param>
    /// <param name="isOneLine">Whether rows are told apart by line breaks, so that none may stand within one.</param>
    public RowJsonWriter(IReadOnlyList<ResultColumn> columns, bool isOneLine = false)
    {
        _isOneLine = isOneLine;
        _columns = [.. columns];
        _names = [.. _columns.Select(c => NameAndColon(c.Name))];
        _plainNames = [.. _columns.Where(c => !c.IsSpread).Select(c => Encoding.UTF8.GetBytes(c.Name))];
    }

    /// <summary>Writes the cursor's current row.</summary>
    public void Write(RowCursor row, IBufferWriter<byte> output)
    {
        var text = new Utf8Output(output);
        Write(row, ref text);
        text.Complete();
    }

    private void Write(RowCursor row, ref Utf8Output output)
    {
        output.Write((byte)'{');
        var isFirst = true;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].IsHidden)
            {
                continue;
            }

            if (_columns[i].IsSpread)
            {
                if (!row.IsNull(i))
                {
                    WriteMembers(row.GetUtf8(i), ref output, ref isFirst);
                }

                continue;
            }

            WriteComma(ref output, ref isFirst);
            output.Write(_names[i]);
            WriteValue(row, i, ref output);
        }

        output.Write((byte)'}');
    }

    private static byte[] NameAndColon(string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonStringWriter.Write(buffer, Encoding.UTF8.GetBytes(name));
        buffer.Write(":"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteComma(ref Utf8Output output, ref bool isFirst)
    {
        if (!isFirst)
        {
            output.Write((byte)',');
        }

        isFirst = false;
    }

    private void WriteValue(RowCursor row, int column, ref Utf8Output output)
    {
        if (row.IsNull(column))
        {
            output.Write("null"u8);
            return;
        }

        switch (_columns[column].Type)
        {
            case ColumnType.Json:
                WriteJson(row.GetUtf8(column), ref output);
                break;
            case ColumnType.Text:
                JsonStringWriter.Write(ref output, row.GetUtf8(column));
                break;
            case ColumnType.Boolean:
                output.Write(row.GetBoolean(column) ? "true"u8 : "false"u8);
                break;
            case ColumnType.Number:
                WriteNumber(row.GetDouble(column), ref output);
                break;
            case ColumnType.Integer:
                output.Write(row.GetInt64(column), default);
                break;
            case ColumnType.Timestamp:
                WriteTimestamp(row.GetTimestamp(column), ref output);
                break;
            case ColumnType.Uuid or ColumnType.TransactionId or ColumnType.PaginationKey:
                output.Write((byte)'"');
                RowText.Write(row, column, _columns[column].Type, ref output);
                output.Write((byte)'"');
                break;
            default:
                throw new InvalidOperationException($"No JSON form is known for {_columns[column].Type}.");
        }
    }

    // JSON has no form for what is not a number; such a result of a computation is null, as in JavaScript.
    private static void WriteNumber(double value, ref Utf8Output output)
    {
        if (double.IsFinite(value))
        {
            output.Write(value);
        }
        else
        {
            output.Write("null"u8);
        }
    }

    private static void WriteTimestamp(DateTime value, ref Utf8Output output)
    {
        output.Write((byte)'"');
        output.Write(value, value.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
        output.Write((byte)'"');
    }

    // In JSON text that is valid, line breaks stand between its parts only, where a space means the same.
    private void WriteJson(ReadOnlySpan<byte> json, ref Utf8Output output)
    {
        while (_isOneLine && json.IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0)
        {
            output.Write(json[..end]);
            output.Write((byte)' ');
            json = json[(end + 1)..];
        }

        output.Write(json);
    }

    // A member that has a column of its own in this answer is left out, so that no name occurs twice.
    private void WriteMembers(ReadOnlySpan<byte> json, ref Utf8Output output, ref bool isFirst)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isShown = !IsColumn(ref reader);
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
            if (isShown)
            {
                WriteComma(ref output, ref isFirst);
                WriteJson(json[start..(int)reader.BytesConsumed], ref output);
            }
        }
    }

    private bool IsColumn(ref Utf8JsonReader name)
    {
        foreach (var column in _plainNames)
        {
            if (name.ValueTextEquals(column))
            {
                return true;
            }
        }

        return false;
    }
}
