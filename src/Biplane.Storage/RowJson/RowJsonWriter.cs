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

    // Those that are shown; null until there is a row.
    private RowMember[]? _members;
    private readonly byte[][] _plainNames;
    private readonly RowSeparation _separation;
    private bool _hasWritten;

    /// <param name="columns">The cursor's columns.</param>
    /// <param name="separation">What stands between rows.</param>
    public RowJsonWriter(IReadOnlyList<ResultColumn> columns, RowSeparation separation = RowSeparation.None)
    {
        _separation = separation;
        _columns = [.. columns];
        _plainNames = [.. _columns.Where(c => !c.IsSpread).Select(c => Encoding.UTF8.GetBytes(c.Name))];
    }

    /// <summary>Writes the cursor's current row.</summary>
    public void Write(RowCursor row, IBufferWriter<byte> output) => Write(new CursorValues(row), output, mostBytes: 0);

    /// <summary>Writes the cursor's current row, and those behind it that are in memory already. The last one that was written is the current row then.</summary>
    /// <param name="rows">The cursor.</param>
    /// <param name="output">The output.</param>
    /// <param name="mostBytes">No further row is begun behind so many bytes.</param>
    /// <returns>How many rows.</returns>
    public int WriteSome(RowCursor rows, IBufferWriter<byte> output, int mostBytes) => rows.Write(this, output, mostBytes);

    internal int Write<TValues>(TValues values, IBufferWriter<byte> output, int mostBytes)
        where TValues : struct, IRowValues
    {
        var members = Members();
        var text = new Utf8Output(output);
        var rows = 0;
        do
        {
            WriteRow(members, values, isFirst: !_hasWritten, ref text);
            _hasWritten = true;
            rows++;
        }
        while (text.Length < mostBytes && values.MoveNext());
        text.Complete();
        return rows;
    }

    /// <summary>Gets all ready to write rows apart from each other.</summary>
    internal void Prepare() => Members();

    /// <summary>
    /// Writes a row that others stand before, apart from the answer, into which <see cref="WriteWritten"/> puts it. Any thread may do that, and several at a time, once <see cref="Prepare"/> has
    /// been called.
    /// </summary>
    internal void WriteApart<TValues>(TValues values, ref Utf8Output output)
        where TValues : struct, IRowValues => WriteRow(_members!, values, isFirst: false, ref output);

    /// <summary>Writes rows that <see cref="WriteApart"/> has made.</summary>
    internal void WriteWritten(ReadOnlySpan<byte> rows, IBufferWriter<byte> output)
    {
        output.Write(_separation == RowSeparation.Commas && !_hasWritten ? rows[1..] : rows);
        _hasWritten = true;
    }

    private RowMember[] Members() => _members ??= RowMember.Of(_columns);

    private void WriteRow<TValues>(RowMember[] members, TValues values, bool isFirst, ref Utf8Output output)
        where TValues : struct, IRowValues
    {
        if (_separation == RowSeparation.Commas && !isFirst)
        {
            output.Write((byte)',');
        }

        WriteRow(members, values, ref output);
        if (_separation == RowSeparation.Lines)
        {
            output.Write((byte)'\n');
        }
    }

    private void WriteRow<TValues>(RowMember[] members, TValues values, ref Utf8Output output)
        where TValues : struct, IRowValues
    {
        output.Write((byte)'{');
        var isFirst = true;
        foreach (ref readonly var member in members.AsSpan())
        {
            var i = member.Column;
            if (member.IsSpread)
            {
                if (values.TryGetUtf8(i, out var extra))
                {
                    WriteMembers(extra, ref output, ref isFirst);
                }

                continue;
            }

            ref readonly var start = ref (isFirst ? ref member.First : ref member.Other);
            isFirst = false;
            switch (member.Type)
            {
                case ColumnType.Text when values.TryGetUtf8(i, out var text):
                    JsonStringWriter.Write(ref output, start, text);
                    break;
                case ColumnType.Text:
                    output.Write(start.Bytes[..^1]);
                    output.Write("null"u8);
                    break;
                case ColumnType.Json when values.TryGetUtf8(i, out var json):
                    WriteJson(start, json, ref output);
                    break;

                // JSON has no form for what is not a number; such a result of a computation is null, as in JavaScript.
                case ColumnType.Number when values.TryGetDouble(i, out var number) && double.IsFinite(number):
                    output.Write(start, number);
                    break;
                case ColumnType.Json or ColumnType.Number:
                    output.Write(start, "null"u8);
                    break;
                default:
                    output.Write(start);
                    WriteOther(values, i, member.Type, ref output);
                    break;
            }
        }

        output.Write((byte)'}');
    }

    private static void WriteComma(ref Utf8Output output, ref bool isFirst)
    {
        if (!isFirst)
        {
            output.Write((byte)',');
        }

        isFirst = false;
    }

    private static void WriteOther<TValues>(TValues row, int column, ColumnType type, ref Utf8Output output)
        where TValues : struct, IRowValues
    {
        if (row.IsNull(column))
        {
            output.Write("null"u8);
            return;
        }

        switch (type)
        {
            case ColumnType.Boolean:
                output.Write(row.GetBoolean(column) ? "true"u8 : "false"u8);
                break;
            case ColumnType.Integer:
                output.Write(row.GetInt64(column), default);
                break;
            case ColumnType.Timestamp:
                WriteTimestamp(row.GetTimestamp(column), ref output);
                break;
            case ColumnType.Uuid or ColumnType.TransactionId or ColumnType.PaginationKey:
                output.Write((byte)'"');
                RowText.Write(row, column, type, ref output);
                output.Write((byte)'"');
                break;
            default:
                throw new InvalidOperationException($"No JSON form is known for {type}.");
        }
    }

    private static void WriteTimestamp(DateTime value, ref Utf8Output output)
    {
        output.Write((byte)'"');
        output.Write(value, value.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
        output.Write((byte)'"');
    }

    private void WriteJson(in MemberStart start, ReadOnlySpan<byte> json, ref Utf8Output output)
    {
        if (_separation != RowSeparation.Lines)
        {
            output.Write(start, json);
            return;
        }

        output.Write(start);
        WriteJson(json, ref output);
    }

    // In JSON text that is valid, line breaks stand between its parts only, where a space means the same.
    private void WriteJson(ReadOnlySpan<byte> json, ref Utf8Output output)
    {
        while (_separation == RowSeparation.Lines && json.IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0)
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
