using System.Buffers;
using System.Text;
using System.Text.Json;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Storage.RowJson;
using Xunit;

namespace Biplane.Storage.Tests.RowJson;

public sealed class RowJsonWriterTests
{
    [Fact]
    public void Every_column_is_present_and_unset_ones_are_null()
    {
        Assert.Equal("""{"id":"a","input":null,"is_root":null}""", Write(("id", ColumnType.Text, "a"), ("input", ColumnType.Json, null), ("is_root", ColumnType.Boolean, null)));
    }

    [Fact]
    public void Json_columns_are_written_as_they_came()
    {
        Assert.Equal("""{"input":{ "a" : 12345678901234567890.10 }}""", Write(("input", ColumnType.Json, """{ "a" : 12345678901234567890.10 }""")));
    }

    [Fact]
    public void Text_is_escaped()
    {
        var json = Write(("id", ColumnType.Text, "q\" b\\ n\n t\t c\u0001 d\u007f ☕ 漢"));

        Assert.Equal("q\" b\\ n\n t\t c\u0001 d\u007f ☕ 漢", JsonDocument.Parse(json).RootElement.GetProperty("id").GetString());
        Assert.Contains("\\u0001", json, StringComparison.Ordinal);
        Assert.Contains("☕", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\\')]
    [InlineData('\0')]
    [InlineData('\u001f')]
    [InlineData('\u007f')]
    [InlineData(' ')]
    [InlineData('~')]
    public void Text_of_any_length_is_escaped_wherever_it_must_be(char character)
    {
        for (var length = 1; length < 300; length += length < 70 ? 1 : 13)
        {
            for (var at = 0; at < length; at++)
            {
                var text = new string('x', at) + character + new string('y', length - at - 1);

                var json = Write(("id", ColumnType.Text, text), ("next", ColumnType.Number, 1d));

                Assert.Equal($$"""{"id":{{JsonString(text)}},"next":1}""", json);
            }
        }
    }

    [Fact]
    public void Names_of_any_length_and_with_any_character_stand_before_their_values()
    {
        for (var length = 1; length < 140; length++)
        {
            var name = new string('n', length - 1) + (length % 3 == 0 ? "\"" : "é");

            var json = Write((name, ColumnType.Text, null), (name + "2", ColumnType.Text, "a"), (name + "3", ColumnType.Json, "[1]"), (name + "4", ColumnType.Number, 2.5), (name + "5", ColumnType.Json, null));

            using var document = JsonDocument.Parse(json);
            Assert.Equal([name, name + "2", name + "3", name + "4", name + "5"], document.RootElement.EnumerateObject().Select(member => member.Name));
            Assert.Equal(["null", "\"a\"", "[1]", "2.5", "null"], document.RootElement.EnumerateObject().Select(member => member.Value.GetRawText()));
        }
    }

    [Fact]
    public void Ids_of_the_store_have_their_wire_forms()
    {
        Assert.Equal(
            """{"_xact_id":"1000196129554423269","_pagination_key":"p00000000000000000042","project_id":"0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"}""",
            Write(
                ("_xact_id", ColumnType.TransactionId, 1000196129554423269UL),
                ("_pagination_key", ColumnType.PaginationKey, 42UL),
                ("project_id", ColumnType.Uuid, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b11"))));
    }

    [Fact]
    public void Times_have_milliseconds_and_more_digits_only_when_there_are_more()
    {
        var time = new DateTime(2026, 5, 12, 23, 48, 21, 623, DateTimeKind.Utc);

        Assert.Equal("""{"a":"2026-05-12T23:48:21.623Z","b":"2026-05-12T23:48:21.623004Z"}""", Write(("a", ColumnType.Timestamp, time), ("b", ColumnType.Timestamp, time.AddMicroseconds(4))));
    }

    [Fact]
    public void Numbers_are_shortest_and_never_invalid_json()
    {
        Assert.Equal(
            """{"a":0.1,"b":3,"c":null,"d":-7,"e":1E+300}""",
            Write(("a", ColumnType.Number, 0.1), ("b", ColumnType.Number, 3d), ("c", ColumnType.Number, double.NaN), ("d", ColumnType.Integer, -7L), ("e", ColumnType.Number, 1e300)));
    }

    [Fact]
    public void Extra_members_are_spread_over_the_row()
    {
        Assert.Equal(
            """{"id":"a","mine":{"x":[1,{}]},"other":null,"z":true}""",
            Write(("id", ColumnType.Text, "a"), ("*extra", ColumnType.Json, """{"mine":{"x":[1,{}]}, "other":null}"""), ("z", ColumnType.Boolean, true)));
    }

    [Fact]
    public void An_extra_member_never_repeats_a_column()
    {
        Assert.Equal("""{"name":"n","b":2}""", Write(("name", ColumnType.Json, "\"n\""), ("*extra", ColumnType.Json, """{"name":"n","b":2}""")));
    }

    [Fact]
    public void An_answer_of_nothing_but_empty_extras_is_an_empty_object()
    {
        Assert.Equal("{}", Write(("*extra", ColumnType.Json, null)));
        Assert.Equal("{}", Write(("*extra", ColumnType.Json, "{}")));
    }

    private static string JsonString(string text) => $"\"{string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        < ' ' or '\u007f' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    }))}\"";

    private static string Write(params (string Name, ColumnType Type, object? Value)[] columns)
    {
        var cursor = new OneRow(columns.Select(c => new ResultColumn(c.Name.TrimStart('*'), c.Type, c.Name.StartsWith('*'))), columns.Select(c => c.Value));
        var output = new ArrayBufferWriter<byte>();
        new RowJsonWriter(cursor.Columns).Write(cursor, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
