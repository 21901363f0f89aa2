using Biplane.Storage.DuckDb.Files;

namespace Biplane.Storage.DuckDb.Settling;

/// <summary>Chooses the segments to merge next. Few large segments make reads quick; merging rarely keeps writing cheap.</summary>
internal sealed class MergePolicy(long maxRows)
{
    /// <summary>Fewer small segments than this are left alone.</summary>
    private const int MinSegments = 6;

    /// <summary>From this many small segments on, merging no longer waits for a quiet moment.</summary>
    private const int UrgentSegments = 24;

    /// <summary>A segment is rewritten alone when this share of its rows is replaced.</summary>
    private const double MaxReplacedShare = 0.3;

    public IReadOnlyList<RowFile> Choose(FileSnapshot snapshot, bool isQuiet)
    {
        var segments = snapshot.Files.Where(file => !file.IsHot).ToList();
        var small = segments.Where(file => file.Rows < maxRows / 2).OrderBy(file => file.Number).ToList();
        if (small.Count >= (isQuiet ? MinSegments : UrgentSegments))
        {
            var chosen = new List<RowFile>();
            var rows = 0L;
            foreach (var file in small)
            {
                if (rows + file.Rows > maxRows)
                {
                    break;
                }

                rows += file.Rows;
                chosen.Add(file);
            }

            if (chosen.Count > 1)
            {
                return chosen;
            }
        }

        return isQuiet && segments.Find(file => ReplacedShare(file, snapshot) > MaxReplacedShare) is { } worn ? [worn] : [];
    }

    private static double ReplacedShare(RowFile file, FileSnapshot snapshot)
    {
        var marks = snapshot.MarkersAgainst(file).Sum(marker => marker.Marks.Where(m => file.Lineage.Contains(m.Key)).Sum(m => m.Value.Count));
        return file.Rows == 0 ? 0 : (double)marks / file.Rows;
    }
}
