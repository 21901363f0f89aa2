using System.Buffers;
using System.Text;
using Biplane.Query.Functions;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// How far two texts are apart, in characters (code points) to insert, delete or replace. Of the table of distances between all beginnings of both texts only
/// the steps between neighbours are kept, which are -1, 0 or 1, and 64 rows of a column are computed at once as the bits of a word (Myers 1999, Hyyrö 2003):
/// a statement cannot be stopped before it has answered 2,048 rows, and cell by cell those could take a minute.
/// </summary>
internal static class EditDistance
{
    private const int WordBits = 64;

    /// <summary>The distance, and the length of the longer text; null when it has more than <see cref="QueryFunctions.MaxEditedCharacters"/>.</summary>
    public static (int Distance, int Length)? Of(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        // A character has at most four bytes.
        var most = QueryFunctions.MaxEditedCharacters * 4;
        if (left.Length > most || right.Length > most)
        {
            return null;
        }

        var buffer = ArrayPool<int>.Shared.Rent(left.Length + right.Length);
        try
        {
            var first = buffer.AsSpan(0, Characters(left, buffer));
            var second = buffer.AsSpan(first.Length, Characters(right, buffer.AsSpan(first.Length)));
            var length = Math.Max(first.Length, second.Length);
            return length > QueryFunctions.MaxEditedCharacters ? null : (Between(first, second), length);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(buffer);
        }
    }

    private static int Characters(ReadOnlySpan<byte> text, Span<int> characters)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            // What is no character counts as the one that stands for such.
            Rune.DecodeFromUtf8(text, out var rune, out var bytes);
            characters[count++] = rune.Value;
            text = text[bytes..];
        }

        return count;
    }

    private static int Between(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var start = left.CommonPrefixLength(right);
        left = left[start..];
        right = right[start..];
        var end = 0;
        while (end < left.Length && end < right.Length && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        left = left[..^end];
        right = right[..^end];
        return left.IsEmpty || right.IsEmpty ? left.Length + right.Length : left.Length <= right.Length ? Table(left, right) : Table(right, left);
    }

    // Rows of the table are the characters of the one text, columns those of the other; it is computed in bands of 64 rows, each from the first column to the last.
    private static int Table(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        var buffer = ArrayPool<int>.Shared.Rent(columns.Length * 2);
        var steps = ArrayPool<sbyte>.Shared.Rent(columns.Length);
        var places = ArrayPool<ulong>.Shared.Rent(columns.Length);
        try
        {
            // The characters of the columns by numbers, so that where each is among the rows of a band is a place in an array.
            var known = buffer.AsSpan(0, columns.Length);
            columns.CopyTo(known);
            known.Sort();
            known = known[..Distinct(known)];
            var numbers = buffer.AsSpan(columns.Length, columns.Length);
            for (var i = 0; i < columns.Length; i++)
            {
                numbers[i] = known.BinarySearch(columns[i]);
            }

            // Above the first row each column is one further from the empty text.
            var across = steps.AsSpan(0, columns.Length);
            across.Fill(1);
            var rowsOf = places.AsSpan(0, known.Length);
            var sum = 0;
            for (var top = 0; top < rows.Length; top += WordBits)
            {
                var band = rows[top..Math.Min(top + WordBits, rows.Length)];
                rowsOf.Clear();
                for (var row = 0; row < band.Length; row++)
                {
                    if (known.BinarySearch(band[row]) is >= 0 and var number)
                    {
                        rowsOf[number] |= 1UL << row;
                    }
                }

                sum = Band(band.Length, numbers, rowsOf, across);
            }

            return rows.Length + sum;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(buffer);
            ArrayPool<sbyte>.Shared.Return(steps);
            ArrayPool<ulong>.Shared.Return(places);
        }
    }

    private static int Distinct(Span<int> sorted)
    {
        var count = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[i - 1])
            {
                sorted[count++] = sorted[i];
            }
        }

        return count;
    }

    /// <summary>Computes a band of rows.</summary>
    /// <param name="height">Its rows.</param>
    /// <param name="numbers">The characters of the columns.</param>
    /// <param name="rowsOf">The rows of each character.</param>
    /// <param name="across">The steps from each column to the next along the row above the band; becomes those along its last row.</param>
    /// <returns>The sum of the steps along the last row.</returns>
    private static int Band(int height, ReadOnlySpan<int> numbers, ReadOnlySpan<ulong> rowsOf, Span<sbyte> across)
    {
        var sum = 0;
        var (down, up) = (ulong.MaxValue, 0UL);
        for (var column = 0; column < numbers.Length; column++)
        {
            var above = across[column];
            var (isMore, isLess) = (above > 0 ? 1UL : 0UL, above < 0 ? 1UL : 0UL);
            var same = rowsOf[numbers[column]];
            var vertical = same | up;
            same |= isLess;
            var diagonal = (((same & down) + down) ^ down) | same;
            var more = up | ~(diagonal | down);
            var less = down & diagonal;
            var below = (sbyte)((int)((more >> (height - 1)) & 1) - (int)((less >> (height - 1)) & 1));
            across[column] = below;
            sum += below;
            more = (more << 1) | isMore;
            less = (less << 1) | isLess;
            down = less | ~(vertical | more);
            up = more & vertical;
        }

        return sum;
    }
}
