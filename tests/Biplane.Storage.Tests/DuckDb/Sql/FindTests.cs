using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Places of words and letters in JSON text, wherever the text lies.</summary>
public sealed class FindTests
{
    public static TheoryData<string, bool, string> Sought() => Findings.Sought();

    [Theory]
    [MemberData(nameof(Sought))]
    public void What_is_sought_is_found_where_it_stands(string text, bool isWords, string expected) => Assert(hasBlobs: false, text, isWords, expected);

    [Theory]
    [MemberData(nameof(Sought))]
    public void What_is_sought_is_found_in_the_blob_store(string text, bool isWords, string expected) => Assert(hasBlobs: true, text, isWords, expected);

    private static void Assert(bool hasBlobs, string text, bool isWords, string expected)
    {
        using var table = new RowTable(hasBlobs);
        foreach (var row in Findings.Rows)
        {
            table.Add(row);
        }

        Findings.AssertFound(table.Run, text, isWords, expected, tellsPlacesOfWords: true);
    }
}
