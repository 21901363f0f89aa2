using Biplane.Query.Syntax;
using Biplane.Query.Tests.Syntax;
using Biplane.Storage.Tests.DuckDb.Sql.Reference;
using CsCheck;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The engine's SQL and the reference evaluator give the same rows, for random conditions over random rows.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_engine_keeps_the_rows_that_the_reference_keeps()
    {
        using var table = new RowTable();
        var check = new ReferenceCheck(RandomRows.Generate(60), table.Run);
        check.Rows.ForEach(row => table.Add(row));

        var compared = 0;
        RandomExpressions.Condition(2).Sample(condition => compared += check.Condition(condition) ? 1 : 0, iter: 400, print: QueryPrinter.Print, threads: 1);

        // Some conditions compare a number with a word, which the binder refuses.
        Assert.InRange(compared, 200, int.MaxValue);
    }
}
