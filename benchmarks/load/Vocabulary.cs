namespace Biplane.Load;

/// <summary>Words that occur about as unevenly as in prose, so that texts compress as real ones do.</summary>
internal static class Vocabulary
{
    private static readonly string[] Words = Build();

    public static string Word(Random random)
    {
        // Squaring twice favours the front of the list.
        var place = random.NextDouble();
        return Words[(int)(place * place * place * Words.Length)];
    }

    /// <summary>The words from the most common on.</summary>
    public static string At(int place) => Words[place];

    private static string[] Build()
    {
        var random = new Random(42);
        var words = new string[20_000];
        for (var i = 0; i < words.Length; i++)
        {
            var length = 2 + random.Next(9);
            words[i] = string.Create(length, random, static (span, r) =>
            {
                for (var c = 0; c < span.Length; c++)
                {
                    span[c] = (char)('a' + r.Next(26));
                }
            });
        }

        return words;
    }
}
