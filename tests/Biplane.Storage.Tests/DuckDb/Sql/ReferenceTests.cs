using Biplane.Storage.Tests.DuckDb.Sql.Reference;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>
/// The engine's SQL and the reference give the same rows, for random conditions and random whole queries over random rows, wherever their
/// values lie.
/// </summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_engine_keeps_the_rows_that_the_reference_keeps(bool hasBlobs) => Check(hasBlobs, check => check.AssertConditions(400));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_engine_answers_what_the_reference_answers(bool hasBlobs) => Check(hasBlobs, check => check.AssertQueries(700));

    private static void Check(bool hasBlobs, Action<ReferenceCheck> assert)
    {
        using var table = new RowTable(hasBlobs);
        var check = new ReferenceCheck(RandomRows.Generate(60), table.Run);
        check.Rows.ForEach(row => table.Add(row));
        assert(check);
    }
}
