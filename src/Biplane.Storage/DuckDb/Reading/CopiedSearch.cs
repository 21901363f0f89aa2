using Biplane.Query.Planning.Expressions;
using Biplane.Storage.DuckDb.Copies;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Search;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Looks for words in the copies of those rows that may have them: the word filter names parts of blocks, and to unpack whole blocks in the engine takes many times as long.
/// </summary>
internal sealed class CopiedSearch
{
    /// <summary>Of a piece of which one row in so many may have the words, the engine reads all rows: it does so on all its threads.</summary>
    private const int MinNarrowing = 4;

    private readonly WordScope _scope;
    private readonly Func<RowCopy, bool?> _test;

    private CopiedSearch(WordScope scope, Func<RowCopy, bool?> test) => (_scope, _test) = (scope, test);

    /// <summary>A search for what a filter says about words; null when only the engine can tell.</summary>
    public static CopiedSearch? Of(BoundExpression? words) => words is not null && CopyTest.Of(words, withWords: true) is { } test ? new CopiedSearch(WordScope.Of(words), test) : null;

    /// <summary>The rows of a segment's blocks that have the words, in the order of positions; null when the engine has to look into all of them.</summary>
    /// <exception cref="InvalidDataException">The copies are damaged.</exception>
    /// <exception cref="IOException">The copies cannot be read.</exception>
    public CopiedFind? Find(RowFile file, RowCopies copies, IReadOnlyList<RowRange> blocks)
    {
        var candidates = new List<RowRange>();
        foreach (var range in blocks)
        {
            if (_scope.Parts(file, (int)(range.First / WordFilter.BlockRows), (int)(range.Last / WordFilter.BlockRows)) is not { } parts)
            {
                return null;
            }

            foreach (var (block, mask) in parts)
            {
                AddParts(candidates, block, mask, file.Rows);
            }
        }

        if (Count(candidates) * MinNarrowing > Count(blocks))
        {
            return null;
        }

        var found = new CopiedFind();
        foreach (var range in candidates)
        {
            // More are not remembered.
            if (found.Rows.Count + found.Open.Count > WalkMemory.MaxRows)
            {
                return null;
            }

            var position = range.First;
            foreach (var row in copies.Read(Positions(range)))
            {
                if (_test(row) is not { } has)
                {
                    found.Open.Add(position);
                }
                else if (has)
                {
                    found.Rows.Add(new FoundRow(position, row.Object, row.Place, row.Trace));
                }

                position++;
            }
        }

        return found;
    }

    private static void AddParts(List<RowRange> ranges, int block, uint parts, long rows)
    {
        for (var part = 0; parts != 0; part++, parts >>= 1)
        {
            var first = ((long)block * WordFilter.BlockRows) + (part * WordFilter.PartRows);
            if ((parts & 1) != 0 && first < rows)
            {
                ranges.Add(new RowRange(first, Math.Min(rows, first + WordFilter.PartRows) - 1));
            }
        }
    }

    private static long Count(IReadOnlyList<RowRange> ranges) => ranges.Sum(range => range.Last - range.First + 1);

    private static IEnumerable<long> Positions(RowRange range)
    {
        for (var position = range.First; position <= range.Last; position++)
        {
            yield return position;
        }
    }
}
