using Biplane.Storage.Tests.DuckDb.Sql;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>Places of words and letters in JSON text.</summary>
public sealed class FindTests
{
    private readonly ClickHouseEngine _engine;

    public FindTests(ClickHouseEngine engine)
    {
        _engine = engine;
        engine.Fill(ModelRows.OfProject(Findings.Rows.Select(row => row.ToJsonString())));
    }

    public static TheoryData<string, bool, string> Sought() => Findings.Sought();

    [Theory]
    [MemberData(nameof(Sought))]
    public void What_is_sought_is_found_where_it_stands(string text, bool isWords, string expected) =>
        Findings.AssertFound(_engine.Run, text, isWords, expected, tellsPlacesOfWords: false);
}
