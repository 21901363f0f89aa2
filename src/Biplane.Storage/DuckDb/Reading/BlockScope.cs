using Biplane.Model;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Storage.DuckDb.Files;
using Biplane.Storage.DuckDb.Native;
using Biplane.Storage.DuckDb.Search;

namespace Biplane.Storage.DuckDb.Reading;

/// <summary>
/// Which parts of a file a scan has to read. Word filters rule blocks out; merged segments are sorted, so that a scan in the order of places may
/// read them piece by piece from the end where it starts, and stop.
/// </summary>
internal sealed class BlockScope(DuckDbConnection connection, ObjectRef[] sources, QueryPlan plan, KeyScope keys)
{
    /// <summary>Each range is a part of the statement and costs planning time; more of them are joined across their gaps.</summary>
    private const int MaxRanges = 24;

    /// <summary>A file of so many blocks is one piece.</summary>
    private const int SmallFile = 4;

    /// <summary>The first piece of a walk has so many rows for each that is wanted; each further one is twice as long, up to the number of blocks below.</summary>
    private const int RowsPerHit = 25;

    private const int LongestPiece = 128;
    private const int SparseShare = 8;

    private readonly WordScope _words = WordScope.Of(plan.Filter);

    /// <summary>The ranges of a file that may have matching rows; null for all of it.</summary>
    public IReadOnlyList<RowRange>? Ranges(RowFile file) =>
        _words.Blocks(file) is { } blocks && blocks.Count < WordFilter.BlocksOf(file.Rows) / 2 ? Join(blocks, MaxRanges) : null;

    /// <summary>Words have narrowed a sealed file's piece to a few blocks: looking into them is most of the work.</summary>
    public bool IsNarrow(RowFile file, IReadOnlyList<RowRange>? piece) => file.Words is not null && !_words.IsEmpty && IsShort(file, piece);

    /// <summary>A sealed file's piece is a few blocks.</summary>
    public bool IsShort(RowFile file, IReadOnlyList<RowRange>? piece) =>
        !file.IsHot && piece is not null && keys.IsEmpty && piece.Sum(range => range.Last - range.First + 1) <= MaxRanges * WordFilter.BlockRows;

    /// <summary>
    /// Pieces of a file in the order of the walk, each as ranges; rows of a later piece come after those of an earlier one. A single null is the whole
    /// file at once: rows that are named by their keys are found by one look at a narrow column.
    /// </summary>
    public IEnumerable<IReadOnlyList<RowRange>?> Pieces(RowFile file)
    {
        if (!file.IsDense || !keys.IsEmpty || sources is not [var source] || file.Rows <= SmallFile * WordFilter.BlockRows)
        {
            var ranges = Ranges(file);
            if (ranges is not { Count: 0 })
            {
                yield return ranges;
            }

            yield break;
        }

        var (first, last) = Bounds(file, source);
        var from = (int)(first / WordFilter.BlockRows);
        var to = (int)(last / WordFilter.BlockRows);
        var blocks = _words.Blocks(file, from, to) ?? [.. Enumerable.Range(from, to - from + 1)];

        // Where words are rare, blocks that may have them mostly do: no use in being careful.
        var size = blocks.Count * SparseShare < to - from ? MaxRanges : FirstPiece(first, last);
        if (plan.IsDescending)
        {
            blocks.Reverse();
        }

        for (var at = 0; at < blocks.Count;)
        {
            var piece = blocks.Skip(at).Take(size).ToList();
            var joined = Join(piece.Order(), int.MaxValue);
            if (joined.Count > MaxRanges)
            {
                piece = [.. piece.Take(MaxRanges)];
                joined = Join(piece.Order(), MaxRanges);
            }

            yield return joined;
            at += piece.Count;
            size = Math.Min(LongestPiece, size * 2);
        }
    }

    // The block where the walk starts may hold few rows of the object.
    private int FirstPiece(long first, long last)
    {
        if (plan.Shape != QueryShape.Spans)
        {
            return SmallFile;
        }

        var wanted = Math.Min(plan.Limit ?? long.MaxValue, QueryWeights.MaxPageRows) * RowsPerHit;
        var start = plan.IsDescending ? (last % WordFilter.BlockRows) + 1 : WordFilter.BlockRows - (first % WordFilter.BlockRows);
        var blocks = (wanted + WordFilter.BlockRows - 1) / WordFilter.BlockRows;
        return (int)Math.Min(LongestPiece, start < WordFilter.BlockRows / 2 ? blocks + 1 : blocks);
    }

    /// <summary>Where in a sorted segment the rows of the one object lie: between these positions are all of them, and no others.</summary>
    public (long First, long Last) Bounds(RowFile file) => Bounds(file, sources.Single());

    private (long First, long Last) Bounds(RowFile file, ObjectRef source)
    {
        if (file.Positions.TryGetValue(source, out var known))
        {
            return known;
        }

        using var result = connection.Query($"SELECT min(rowid), max(rowid) FROM {file.Catalog}.{RowSchema.Rows} r WHERE {FileRelation.Scope([source])}");
        var bounds = result.Read() && !result.IsNull(0) ? (result.GetInt64(0), result.GetInt64(1)) : (0, -1);
        file.Positions[source] = bounds;
        return bounds;
    }

    // Neighbouring blocks are one range; if there are too many, the smallest gaps are read along.
    private static List<RowRange> Join(IEnumerable<int> blocks, int most)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var block in blocks)
        {
            if (runs.Count > 0 && runs[^1].Last == block - 1)
            {
                runs[^1] = (runs[^1].First, block);
            }
            else
            {
                runs.Add((block, block));
            }
        }

        if (runs.Count > most)
        {
            var widest = Enumerable.Range(1, runs.Count - 1).OrderByDescending(i => runs[i].First - runs[i - 1].Last).Take(most - 1).ToHashSet();
            var joined = new List<(int First, int Last)> { runs[0] };
            for (var i = 1; i < runs.Count; i++)
            {
                if (widest.Contains(i))
                {
                    joined.Add(runs[i]);
                }
                else
                {
                    joined[^1] = (joined[^1].First, runs[i].Last);
                }
            }

            runs = joined;
        }

        return runs.ConvertAll(run => new RowRange((long)run.First * WordFilter.BlockRows, ((long)(run.Last + 1) * WordFilter.BlockRows) - 1));
    }
}
