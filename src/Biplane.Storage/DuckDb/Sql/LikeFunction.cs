using Biplane.Storage.DuckDb.Native;
using DuckDB.NET.Native;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// LIKE for patterns of several parts. The engine's own tries every place for every part: six wildcards over 400 letters take it minutes, in which it can be
/// neither stopped nor interrupted. The first place where a part fits is as good as any later one, so one way through the text is enough.
/// </summary>
internal static class LikeFunction
{
    public const string Name = "biplane_like";

    private const byte Any = (byte)'%';
    private const byte One = (byte)'_';
    private const byte Literally = (byte)'\\';

    public static void Register(DuckDbConnection connection) =>
        ScalarFunction.Register(connection, Name, [DuckDBType.Varchar, DuckDBType.Varchar], DuckDBType.Boolean, static (arguments, row, answers) =>
            answers.Set(row, Matches(arguments.Text(0, row), arguments.Text(1, row))));

    /// <summary>The engine's own is quick: it has at most one part to seek.</summary>
    public static bool IsSimple(string pattern)
    {
        var inside = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == '%' && i > 0 && i < pattern.Length - 1)
            {
                inside++;
            }
        }

        return inside == 0 || (inside == 1 && pattern[0] != '%');
    }

    /// <summary>Whether a UTF-8 text is like a pattern that does not end in a lone backslash.</summary>
    public static bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern)
    {
        var (at, part) = (0, 0);

        // Where the part behind the last wildcard starts, and the next place to try it at; -1 before the first wildcard.
        var (start, next) = (-1, 0);
        while (at < text.Length)
        {
            if (part < pattern.Length && pattern[part] == Any)
            {
                (start, next) = (++part, at);
            }
            else if (part < pattern.Length && pattern[part] == One)
            {
                part++;
                at += LengthOf(text[at..]);
            }
            else if (part < pattern.Length && text[at] == pattern[part == pattern.Length - 1 || pattern[part] != Literally ? part : part + 1])
            {
                part += pattern[part] == Literally ? 2 : 1;
                at++;
            }
            else if (start < 0)
            {
                return false;
            }
            else
            {
                next += LengthOf(text[next..]);
                (at, part) = (next, start);
            }
        }

        while (part < pattern.Length && pattern[part] == Any)
        {
            part++;
        }

        return part >= pattern.Length;
    }

    // Of the character that starts here.
    private static int LengthOf(ReadOnlySpan<byte> text) => Math.Min(text.Length, text[0] switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 });
}
