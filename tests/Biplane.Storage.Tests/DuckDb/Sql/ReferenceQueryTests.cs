using Biplane.Query.Syntax;
using Biplane.Storage.Tests.DuckDb.Sql.Reference;
using CsCheck;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The engine's SQL and the reference give the same answers, for random whole queries over random rows.</summary>
public sealed class ReferenceQueryTests
{
    [Fact]
    public void The_engine_answers_what_the_reference_answers()
    {
        using var table = new RowTable();
        var check = new ReferenceCheck(RandomRows.Generate(60), table.Run);
        check.Rows.ForEach(row => table.Add(row));

        var compared = 0;
        RandomQueries.Any.Sample(query => compared += check.Query(query) ? 1 : 0, iter: 700, print: QueryPrinter.Print, threads: 1);

        // Some queries compare or add what cannot be, which the binder refuses.
        Assert.InRange(compared, 350, int.MaxValue);
    }
}
