using System.Globalization;
using System.Text;
using System.Text.Json;
using Biplane.Model.Search;
using Xunit;

namespace Biplane.Model.Tests.Search;

public sealed class WordTests
{
    [Theory]
    [InlineData("Hello, World! x_1", "hello|world|x_1")]
    [InlineData("value-added C:\\new", "value|added|c|new")]
    [InlineData("Straße ÉCOLE ΣΊΣΥΦΟΣ", "straße|école|σίσυφοσ")]
    [InlineData("東京都 ab", "東|京|都|ab")]
    [InlineData("ok👍🏽 done", "ok|👍|🏽|done")]
    [InlineData("❤️!", "❤")]
    [InlineData("مرحبا بالعالم", "مرحبا|بالعالم")]
    [InlineData("สวัสดี", "ส|ว|ั|ส|ด|ี")]
    [InlineData("한국어 문서", "한국어|문서")]
    [InlineData("", "")]
    [InlineData("... \u0000 !!", "")]
    public void Text_falls_into_folded_words(string text, string words) => Assert.Equal(words, string.Join('|', Read(text, isJson: false)));

    [Theory]
    [InlineData("""{"user_id":"U-1","n":2.5,"ok":true}""", "user_id|u|1|n|2|5|ok|true")]
    [InlineData("""["a\nb\tc\"d\\e\/f"]""", "a|b|c|d|e|f")]
    [InlineData("\"\\u0441\\u043b\\u043e\\u0432\\u043E \\ud83d\\udc4d \\ud83d x\"", "слово|👍|x")]
    [InlineData("\"caf\\u00e9\"", "café")]
    [InlineData("\"broken \\u00", "broken|00")]
    public void In_json_escapes_are_what_they_stand_for(string json, string words) => Assert.Equal(words, string.Join('|', Read(json, isJson: true)));

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same()
    {
        foreach (var word in new[] { "café", "Ångström", "한국어", "việt", "ΐ", "ǰ" })
        {
            Assert.Equal(Read(word.Normalize(NormalizationForm.FormC), false), Read(word.Normalize(NormalizationForm.FormD), false));
            Assert.True(Matcher(word.Normalize(NormalizationForm.FormD)).Matches(Encoding.UTF8.GetBytes(word.Normalize(NormalizationForm.FormC)), isJson: false));
        }
    }

    [Theory]
    [InlineData("error timeout", "Timeout after error", true)]
    [InlineData("\"error timeout\"", "Timeout after error", false)]
    [InlineData("\"after error\"", "Timeout after error", true)]
    [InlineData("\"after error\"", "Timeout after, error", true)]
    [InlineData("app", "apple", false)]
    [InlineData("京都", "東京都庁", true)]
    [InlineData("東都", "東京都庁", false)]
    [InlineData("👍", "fine 👍🏽", true)]
    [InlineData("a \"b", "b a", true)]
    [InlineData("\"a a b\"", "a a a b", true)]
    [InlineData("!!", "!!", false)]
    public void A_search_finds_words_in_any_order_and_phrases_in_theirs(string search, string text, bool expected)
    {
        Assert.Equal(expected, Matcher(search).Matches(Encoding.UTF8.GetBytes(text), isJson: false));
        Assert.Equal(expected, Matcher(search).Matches(JsonSerializer.SerializeToUtf8Bytes(text), isJson: true));
    }

    [Fact]
    public void The_hash_of_a_word_is_that_of_its_text()
    {
        var random = new Random(5);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(RandomText(random));
            var words = new WordReader(bytes, isJson: round % 2 == 0);
            var last = 0;
            while (words.Read())
            {
                Assert.True(words.Start >= last && words.End > words.Start);
                Assert.Equal(WordReader.HashOf(words.Text()), words.Hash);
                last = words.End;
            }
        }
    }

    [Fact]
    public void Random_texts_are_read_as_a_naive_reader_reads_them()
    {
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var text = RandomText(random);
            Assert.Equal(Naive(text), Read(text, isJson: false));
        }
    }

    [Fact]
    public void A_match_is_what_reading_all_words_says()
    {
        var random = new Random(13);
        for (var round = 0; round < 20_000; round++)
        {
            var text = RandomText(random) + (random.Next(3) == 0 ? "\u017F" : "") + RandomText(random);
            var isJson = random.Next(2) == 0;
            var words = Read(text, isJson);
            var word = random.Next(2) == 0 && words.Count > 0 ? words[random.Next(words.Count)] : SearchTerms.Of(RandomText(random)) is [[var first, ..], ..] ? first : "as";
            Assert.Equal(words.Contains(word, StringComparer.Ordinal), new WordMatcher([[word]]).Matches(Encoding.UTF8.GetBytes(text), isJson));
        }
    }

    [Fact]
    public void Any_bytes_are_read_to_their_end()
    {
        var random = new Random(11);
        var bytes = new byte[300];
        for (var round = 0; round < 20_000; round++)
        {
            random.NextBytes(bytes);
            bytes[random.Next(300)] = (byte)'\\';
            var words = new WordReader(bytes, isJson: true);
            while (words.Read())
            {
                Assert.NotNull(words.Text());
            }
        }
    }

    private static WordMatcher Matcher(string search) => new(SearchTerms.Of(search));

    private static List<string> Read(string text, bool isJson)
    {
        var found = new List<string>();
        var words = new WordReader(Encoding.UTF8.GetBytes(text), isJson);
        while (words.Read())
        {
            found.Add(words.Text());
        }

        return found;
    }

    private static string RandomText(Random random)
    {
        string[] pieces = ["a", "B", "é", "e\u0301", "Σ", "ß", " ", "-", "_", "7", "東", "ん", "👍", "\uFE0F", "ก", "\\n", "\\u0041", "한", "\u200D", ".", "İ", "ı", "K"];
        return string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    // The same meaning, said on characters of the composed text.
    private static List<string> Naive(string text)
    {
        var words = new List<string>();
        var word = "";
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = rune.ToString();
            if (rune.Value is 0xFE0F or 0x200D)
            {
                continue;
            }

            var isOwn = "東んก👍".Contains(shown, StringComparison.Ordinal);
            if (!isOwn && (Rune.IsLetterOrDigit(rune) || shown == "_" || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark))
            {
                word += shown;
                continue;
            }

            Flush();
            if (isOwn)
            {
                words.Add(shown);
            }
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
            {
                words.Add(word.Normalize().ToUpperInvariant().ToLowerInvariant().Replace('İ', 'i').Normalize());
                word = "";
            }
        }
    }
}
