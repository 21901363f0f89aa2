using System.Text;
using System.Text.Json;
using Biplane.Model.Search;
using Biplane.Storage.ClickHouse.Sql;
using CsCheck;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>The functions in SQL read the words that <see cref="WordReader"/> reads, to the last character.</summary>
public sealed class WordTests(ClickHouseEngine engine)
{
    public static TheoryData<string> Texts() =>
    [
        "", "one", "Two words", "CAFÉ au lait", "cafe\u0301 CAFE\u0301", "東京都 tower", "ภาษาไทย ok", "straße STRASSE ſtone", "ΟΔΟΣ οδος", "İstanbul ISTANBUL ı", "K \u212A \u2126 \u212B", "a\u200db soft\u00adhyphen",
        "😀 ok👍🏽 x", "snake_case-kebab 2.5 1e3", "back\\slash \\u0041", "\u0958 \u0958\u093c क़", "\uF900 \uF900\u0301", "한글 \u1112\u1161\u11ab", "line\nbreak\ttab \"quote\"", "\u0000 x\u0000y", "\uFFFD x", "Ǆ ǅ ǆ", "ﬁ ①",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_has_the_words_that_the_reader_reads(string text) => AssertSame(text, SqlFunctions.WordsOfText, isJson: false);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_json_text_has_the_words_that_the_reader_reads(string text)
    {
        AssertSame(JsonSerializer.Serialize(new { name = text, list = new[] { text, "x" } }), SqlFunctions.WordsOfJson, isJson: true);
        AssertSame("{ \"" + JsonEncodedText.Encode(text) + "\" : [ 1.50,\n\ttrue , \"\\/\\b\\f \\u0041\\ud83d\\ude00\\u005c\\u0022\"] }", SqlFunctions.WordsOfJson, isJson: true);
    }

    [Fact]
    public void Random_texts_have_the_words_that_the_reader_reads()
    {
        var character = Gen.OneOf(Gen.Char['a', 'f'], Gen.Char[' ', '/'], Gen.Char['\u00c0', '\u024f'], Gen.Char['\u0300', '\u036f'], Gen.Char['\u0370', '\u0600'], Gen.Char['\u0900', '\u0980'], Gen.Char['\u1e00', '\u2fff'], Gen.Char['\u3000', '\u3100']);
        Gen.String[character, 0, 40].Sample(
            text =>
            {
                AssertSame(text, SqlFunctions.WordsOfText, isJson: false);
                AssertSame(JsonSerializer.Serialize(text), SqlFunctions.WordsOfJson, isJson: true);
            },
            iter: 300,
            threads: 1);
    }

    private void AssertSame(string text, string function, bool isJson)
    {
        var answer = Encoding.UTF8.GetString(engine.Library.Query($"SELECT {function}({{p0:String}})", [text]));

        Assert.Equal($" {string.Join(' ', Words(text, isJson))} ", JsonSerializer.Deserialize<string[]>(answer)![0]);
    }

    private static List<string> Words(string text, bool isJson)
    {
        var words = new List<string>();
        var reader = new WordReader(Encoding.UTF8.GetBytes(text), isJson);
        while (reader.Read())
        {
            words.Add(reader.Text());
        }

        return words;
    }
}
