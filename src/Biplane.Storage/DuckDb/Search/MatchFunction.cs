using System.Text;
using Biplane.Model.Search;
using Biplane.Storage.DuckDb.Native;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Search;

/// <summary>The functions by which SQL asks whether a text has the phrases of a search.</summary>
internal static class MatchFunction
{
    public const string OfJson = "biplane_match_json";
    public const string OfText = "biplane_match_text";

    // A statement asks the same of every row: each of the engine's threads keeps what it was asked last.
    [ThreadStatic]
    private static byte[]? _question;

    [ThreadStatic]
    private static WordMatcher? _matcher;

    public static void Register(DuckDbConnection connection)
    {
        DuckDBType[] texts = [DuckDBType.Varchar, DuckDBType.Varchar];
        ScalarFunction.Register(connection, OfJson, texts, DuckDBType.Boolean, static (arguments, row, answers) =>
        {
            var json = arguments.Text(0, row);
            if (json.SequenceEqual("null"u8))
            {
                answers.SetNull(row);
            }
            else
            {
                answers.Set(row, Matcher(arguments.Text(1, row)).Matches(json, isJson: true));
            }
        });
        ScalarFunction.Register(connection, OfText, texts, DuckDBType.Boolean, static (arguments, row, answers) =>
            answers.Set(row, Matcher(arguments.Text(1, row)).Matches(arguments.Text(0, row), isJson: false)));
    }

    /// <summary>Phrases as the functions take them: words have neither line ends nor spaces.</summary>
    public static string Argument(IEnumerable<IEnumerable<string>> phrases) => string.Join('\n', phrases.Select(phrase => string.Join(' ', phrase)));

    private static WordMatcher Matcher(ReadOnlySpan<byte> question)
    {
        if (_matcher is null || !question.SequenceEqual(_question))
        {
            _matcher = new WordMatcher(Encoding.UTF8.GetString(question).Split('\n').Select(phrase => phrase.Split(' ')));
            _question = question.ToArray();
        }

        return _matcher;
    }
}
