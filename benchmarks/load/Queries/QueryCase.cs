namespace Biplane.Load.Queries;

/// <summary>One question in the languages of the engines. <see cref="NewPhrase"/> and <see cref="NewName"/> stand in any of them for what is another each time.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Btql">For Biplane; null when <paramref name="Path"/> is a route of its own.</param>
/// <param name="DuckDb">Over a view <c>rows</c> of the store's own files; null when nothing compares.</param>
/// <param name="Postgres">Over a table <c>spans</c> with a JSONB payload; null when nothing compares.</param>
/// <param name="ClickHouse">Over a table <c>spans</c>; null when nothing compares.</param>
/// <param name="Path">A route of Biplane, instead of a query.</param>
/// <param name="Body">What is posted to that route as JSON; null asks by GET.</param>
internal sealed record QueryCase(
    string Name, string? Btql, string? DuckDb = null, string? Postgres = null, string? ClickHouse = null, string? Path = null, string? Body = null)
{
    /// <summary>Stands for two words side by side that nobody has asked for yet. They are common, but rarely side by side: some hundred times in ten million spans.</summary>
    public const string NewPhrase = "{new phrase}";

    /// <summary>Stands for a name that no row has and nobody has asked for yet.</summary>
    public const string NewName = "{new name}";

    private const int First = 10;
    private const int Second = 100;

    // The same second word comes with nine different first ones before a phrase is asked again: 36,000 differ. Further words are too rare to be common.
    private const int SecondWords = 4_000;
    private static int _phrases;
    private static int _names;

    /// <summary>A question as it is sent.</summary>
    public static string Next(string question)
    {
        if (question.Contains(NewPhrase, StringComparison.Ordinal))
        {
            var asked = Interlocked.Increment(ref _phrases);
            question = question.Replace(NewPhrase, $"{Vocabulary.At(First + (asked % (Second - First)))} {Vocabulary.At(Second + (asked % SecondWords))}", StringComparison.Ordinal);
        }

        return question.Contains(NewName, StringComparison.Ordinal)
            ? question.Replace(NewName, $"nobody{Interlocked.Increment(ref _names)}", StringComparison.Ordinal)
            : question;
    }
}
