using Biplane.Storage.DuckDb.Files;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Files;

public sealed class FileSnapshotTests
{
    // A query took its list of files, a generation was settled and its segment merged, a row of it was replaced, and only then the query began to read.
    [Fact]
    public void A_mark_that_names_what_was_made_of_a_file_counts_for_who_still_reads_the_file()
    {
        var settled = new RowFile(11, isHot: false, "settled") { Lineage = new HashSet<int> { 8, 11 }, AppliedThrough = 50 };
        var merged = new RowFile(14, isHot: false, "merged") { Lineage = new HashSet<int> { 3, 8, 11, 14 }, AppliedThrough = 60 };
        var read = new RowFile(8, isHot: true, "read");
        var writes = new RowFile(10, isHot: true, "writes");
        using var snapshot = new FileSnapshot([writes, read], _ => { });

        read.ReplacedBy = settled;
        settled.ReplacedBy = merged;
        Assert.Empty(snapshot.MarkersAgainst(read));

        writes.Marks[14] = new MarkSummary(1, 70);

        Assert.Equal([writes], snapshot.MarkersAgainst(read));
        Assert.Contains("target IN (8,11,14)", FileRelation.NotSuperseded(read, snapshot), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_that_was_applied_when_a_file_was_made_does_not_count()
    {
        var file = new RowFile(11, isHot: false, "file") { Lineage = new HashSet<int> { 8, 11 }, AppliedThrough = 50 };
        var writes = new RowFile(10, isHot: true, "writes");
        using var snapshot = new FileSnapshot([writes, file], _ => { });

        writes.Marks[8] = new MarkSummary(1, 50);

        Assert.Empty(snapshot.MarkersAgainst(file));
        Assert.Empty(FileRelation.NotSuperseded(file, snapshot));
    }
}
