using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Biplane.Storage.DuckDb.Sql;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

public sealed class PreviewFunctionTests
{
    private static readonly JsonSerializerOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("\"short\"", 5, null)]
    [InlineData("\"longer\"", 5, "\"longe\"")]
    [InlineData("\"äöü\"", 2, "\"äö\"")]
    [InlineData("\"👍👍👍\"", 2, "\"👍👍\"")]
    [InlineData(@"""\ud83d\udc4d\uD83D\uDC4Dx""", 2, @"""\ud83d\udc4d\uD83D\uDC4D""")]
    [InlineData(@"""\n\""\\x""", 3, @"""\n\""\\""")]
    [InlineData(@"""\u00e4bc""", 2, @"""\u00e4b""")]
    [InlineData("\"\"", 0, null)]
    [InlineData("\"a\"", 0, "\"\"")]
    [InlineData("""{"a":"b"}""", 9, null)]
    [InlineData("""{"a":"b"}""", 4, "\"{\\\"a\\\"\"")]
    [InlineData("""["ä"]""", 4, "\"[\\\"ä\\\"\"")]
    [InlineData("123456", 3, "\"123\"")]
    [InlineData("""{ "a" : [ 1,  "b c" ] }""", 12, "\"{\\\"a\\\":[1,\\\"b c\"")]
    [InlineData("""{ "a" : [ 1 ] }""", 9, null)]
    [InlineData("""{"\u00e9":"\ud83d\uDC4D\/\u0022\u0007\u00e9\u00e9"}""", 15, "\"{\\\"é\\\":\\\"👍/\\\\\\\"\\\\u000\"")]
    [InlineData("""["\u00e9\u00e9"]""", 6, null)]
    public void A_preview_is_the_beginning_of_a_value_as_a_string(string json, int length, string? expected) =>
        Assert.Equal(expected, PreviewFunction.Cut(Encoding.UTF8.GetBytes(json), length) is { } cut ? Encoding.UTF8.GetString(cut) : null);

    [Fact]
    public void Random_texts_are_cut_as_characters_are_counted_and_the_first_bytes_suffice()
    {
        var random = new Random(7);
        string[] characters = ["a", "\"", "\\", "\n", "é", "東", "👍", "\u0001", " "];
        for (var round = 0; round < 5_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => characters[random.Next(characters.Length)]));
            var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text, random.Next(2) == 0 ? null : AsIs));
            var length = random.Next(40);
            var cut = PreviewFunction.Cut(json, length);
            var expected = string.Concat(text.EnumerateRunes().Take(length).Select(rune => rune.ToString()));
            Assert.Equal(expected, JsonSerializer.Deserialize<string>(cut ?? json));

            var start = json[..(int)Math.Min(json.Length, PreviewFunction.BytesFor(length))];
            Assert.Equal(cut, PreviewFunction.Cut(start, length));
        }
    }

    [Fact]
    public void A_large_value_is_cut_by_its_first_bytes_alone_and_stays_json()
    {
        var json = Encoding.UTF8.GetBytes("{\"a\":" + new string(' ', 100_000) + "\"b\"}");
        var cut = PreviewFunction.Cut(json, 124);
        Assert.Equal("{\"a\":", JsonSerializer.Deserialize<string>(cut));
        Assert.Equal(cut, PreviewFunction.Cut(json.AsSpan(0, PreviewFunction.BytesFor(124)), 124));
    }
}
