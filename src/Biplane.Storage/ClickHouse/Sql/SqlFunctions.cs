using System.Globalization;
using System.Text;
using Biplane.Model.Search;
using Biplane.Query.Functions;
using Biplane.Query.Planning;

namespace Biplane.Storage.ClickHouse.Sql;

/// <summary>
/// Functions in SQL that statements call, so that a statement stays readable and what a word is stays said once. A NULL gives a NULL unless
/// it is said otherwise.
/// </summary>
internal static class SqlFunctions
{
    /// <summary>A number, NULL in place of the infinities and of what is no number.</summary>
    public const string Finite = "biplane_finite";

    /// <summary>A text's MD5 in lower-case hexadecimal.</summary>
    public const string Md5 = "biplane_md5";

    /// <summary>A number rounded to a number of digits, half away from zero.</summary>
    public const string Round = "biplane_round";

    /// <summary>Elements of a JSON array, members of an object, characters of a string; NULL for other values.</summary>
    public const string Length = "biplane_length";

    /// <summary>The characters to insert, delete or replace to make one text of the other; NULL for a text that is too long.</summary>
    public const string EditDistance = "biplane_edit_distance";

    /// <summary>That number as a similarity of 0 to 1.</summary>
    public const string EditSimilarity = "biplane_edit_similarity";

    /// <summary>The elements of a JSON array as texts; none for NULL and what is no array.</summary>
    public const string Elements = "biplane_elements";

    /// <summary>The content of a JSON string, the text of any other JSON value, also of one that the engine cannot read.</summary>
    public const string Content = "biplane_content";

    /// <summary>A JSON value, cut: see <see cref="ClickHouseDialect.WritePreview"/>.</summary>
    public const string Preview = "biplane_preview";

    /// <summary>The time that a text in ISO 8601 says, in UTC unless it has an offset.</summary>
    public const string TimeOfText = "biplane_time_of_text";

    /// <summary>A time some microseconds later.</summary>
    public const string AddMicroseconds = "biplane_add_microseconds";

    /// <summary>A time some months later.</summary>
    public const string AddMonths = "biplane_add_months";

    /// <summary>The start of the stretch of so many microseconds that a time lies in; stretches are counted from so many microseconds after 1970.</summary>
    public const string StartOfStretch = "biplane_start_of_stretch";

    /// <summary>The start of a time's month on a clock so many microseconds behind UTC.</summary>
    public const string StartOfMonth = "biplane_start_of_month";

    /// <summary>The start of a time's year on such a clock.</summary>
    public const string StartOfYear = "biplane_start_of_year";

    /// <summary>The folded words of a text, with a space before, between and behind them: a phrase is in it just when its words so written are.</summary>
    public const string WordsOfText = "biplane_words_of_text";

    /// <summary>The same of JSON text.</summary>
    public const string WordsOfJson = "biplane_words_of_json";

    private const string Time = "biplane_time";

    private const string Edited = "biplane_edited";

    // Beside an empty text the engine counts the bytes of the other one.
    private const string EditsOfShort =
        $"multiIf({Edited}(x) = '', lengthUTF8({Edited}(y)), {Edited}(y) = '', lengthUTF8({Edited}(x)), editDistanceUTF8({Edited}(x), {Edited}(y)))";

    private static readonly string Edits =
        $"if(lengthUTF8(x) <= {QueryFunctions.MaxEditedCharacters} AND lengthUTF8(y) <= {QueryFunctions.MaxEditedCharacters}, CAST({EditsOfShort} AS Nullable(Int64)), NULL)";

    /// <summary>The statements that create the functions, in order. Created again, a function takes the place of its older form.</summary>
    public static IReadOnlyList<string> Create { get; } =
    [
        .. ((IEnumerable<(string Name, string Body)>)
        [
            (Finite, "x -> if(isFinite(x), x, NULL)"),
            (Md5, "x -> lower(hex(MD5(x)))"),
            (Round, "(x, n) -> if(isFinite(sign(x) * floor(abs(x) * exp10(n) + 0.5) / exp10(n)), sign(x) * floor(abs(x) * exp10(n) + 0.5) / exp10(n), x)"),
            (Elements, "x -> JSONExtractArrayRaw(coalesce(x, ''))"),
            (Length, "x -> CAST(multiIf(JSONType(x) IN ('Array', 'Object'), JSONLength(x), JSONType(x) = 'String', lengthUTF8(JSONExtractString(x)), NULL) AS Nullable(Int64))"),
            // The engine may compute a branch also for rows that do not take it, and fails over texts that are too long or not valid.
            (Edited, $"x -> toValidUTF8(if(lengthUTF8(x) <= {QueryFunctions.MaxEditedCharacters}, coalesce(x, ''), ''))"),
            (EditDistance, OfTwo(Edits)),
            (EditSimilarity, OfTwo($"1 - {Edits} / greatest(lengthUTF8(x), lengthUTF8(y), 1)")),
            // Numbers beyond 64 bits make the engine refuse the whole value.
            (Content, "x -> coalesce(JSONExtract(x, 'Nullable(String)'), x)"),
            (Preview, $"(x, n) -> if(length(x) <= n OR lengthUTF8({Content}(x)) <= n, x, toJSONString(substringUTF8({Content}(x), 1, n)))"),
            // The years 1 to 9999: what a DateTime holds.
            (Time, "x -> if(x BETWEEN -62135596800000000 AND 253402300799999999, fromUnixTimestamp64Micro(x, 'UTC'), NULL)"),
            (TimeOfText, $"x -> if(match(x, {Literal(TimeText.Pattern)}), {Time}(toUnixTimestamp64Micro(parseDateTime64BestEffortOrNull(x, 6, 'UTC'))), NULL)"),
            (AddMicroseconds, $"(x, n) -> {Time}(toUnixTimestamp64Micro(x) + n)"),
            (AddMonths, "(x, n) -> if(toYear(x) * 12 + toMonth(x) - 1 + n BETWEEN 12 AND 119999, addMonths(x, n), NULL)"),
            (StartOfStretch, $"(x, size, start) -> {Time}(toUnixTimestamp64Micro(x) - positiveModulo(toUnixTimestamp64Micro(x) - start, toInt64(size)))"),
            (StartOfMonth, StartOf("toStartOfMonth")),
            (StartOfYear, StartOf("toStartOfYear")),
            (WordsOfText, "x -> if(x IS NULL, NULL, " + Words("coalesce(x, '')") + ")"),
            // All of the text as one JSON string, in which only the escapes of characters are left.
            (WordsOfJson, $"x -> {WordsOfText}(JSONExtractString(concat('\"', replaceRegexpAll(x, {Literal(Separators)}, ' '), '\"')))"),
            .. CostSql.Functions,
        ]).Select(function => $"CREATE OR REPLACE FUNCTION {function.Name} AS {function.Body}"),
    ];

    // Escapes of control characters, of quotes and of slashes; the quotes; and the line ends between tokens.
    private const string Separators = @"\\[^u]|[""\x00-\x1f]";

    // A call is replaced by the function's body: its arguments, which may be calls again, stand there only once.
    private static string OfTwo(string body) => $"(a, b) -> arrayMap((x, y) -> {body}, [a], [b])[1]";

    // Near its ends another clock leaves the engine's calendar: the start is sought 400 years nearer to its middle, where the calendar is the same.
    private static string StartOf(string function) =>
        $"(x, behind) -> {Time}(toUnixTimestamp64Micro(toDateTime64({function}(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(x) - behind - {Nearer}, 'UTC')), 6, 'UTC')) + {Nearer} + behind)";

    private const string Nearer = "if(toUnixTimestamp64Micro(x) < 0, -12622780800000000, 12622780800000000)";

    // As WordReader reads them: what is ignored goes, words are taken out, folded, and those that may be composed are.
    private static string Words(string text)
    {
        var word = $"[{Set(WordAlphabet.Parts)}]+|[{Set(WordAlphabet.Words)}]";
        var fold = $"translateUTF8(w, {Literal(string.Concat(WordAlphabet.Folds.Select(pair => pair.From)))}, {Literal(string.Concat(WordAlphabet.Folds.Select(pair => pair.To)))})";
        var composed = $"normalizeUTF8NFC({fold.Replace("translateUTF8(w,", "translateUTF8(normalizeUTF8NFC(w),", StringComparison.Ordinal)})";
        return $"concat(' ', arrayStringConcat(arrayMap(w -> if(match(w, {Literal($"[{Set(WordAlphabet.Composable)}]")}), {composed}, {fold}), "
            + $"extractAll(replaceRegexpAll({text}, {Literal($"[{Set(WordAlphabet.Ignored)}]")}, ''), {Literal(word)})), ' '), ' ')";
    }

    private static string Set(IEnumerable<(int First, int Last)> ranges)
    {
        var set = new StringBuilder();
        foreach (var (first, last) in ranges)
        {
            set.Append(CultureInfo.InvariantCulture, $@"\x{{{first:X}}}-\x{{{last:X}}}");
        }

        return set.ToString();
    }

    private static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
