using System.Text;
using Biplane.Model.Search;
using Biplane.Storage.Blobs;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Reading;
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

    public static void Register(DuckDbConnection connection, IBlobStore blobs)
    {
        DuckDBType[] texts = [DuckDBType.Varchar, DuckDBType.Varchar];
        ScalarFunction.Register(connection, OfJson, texts, DuckDBType.Boolean, (arguments, row, answers) =>
        {
            var json = arguments.Text(0, row);
            json = BlobFunction.Resolve(blobs, json) ?? json;
            if (json.SequenceEqual("null"u8))
            {
                answers.SetNull(row);
            }
            else
            {
                answers.Set(row, Find(json, arguments.Text(1, row)) >= 0);
            }
        });
        ScalarFunction.Register(connection, OfText, texts, DuckDBType.Boolean, static (arguments, row, answers) =>
            answers.Set(row, Matcher(arguments.Text(1, row)).Matches(arguments.Text(0, row), isJson: false)));
    }

    /// <summary>Where the first of the phrases of an argument starts in a JSON text; -1 unless all of them are there.</summary>
    public static int Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> argument) => argument.IsEmpty ? -1 : Matcher(argument).Find(json, isJson: true);

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
