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
    private static int _asked;

    /// <summary>A question as it is sent.</summary>
    public static string Next(string question)
    {
        if (!(question.Contains(NewPhrase, StringComparison.Ordinal) || question.Contains(NewName, StringComparison.Ordinal)))
        {
            return question;
        }

        var asked = Interlocked.Increment(ref _asked);
        return question
            .Replace(NewPhrase, $"{Vocabulary.At(First + (asked % (Second - First)))} {Vocabulary.At(Second + asked)}", StringComparison.Ordinal)
            .Replace(NewName, $"nobody{asked}", StringComparison.Ordinal);
    }
}
