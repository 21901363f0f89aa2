using Biplane.Query.Syntax;
using Biplane.Query.Tests.Syntax;
using Biplane.Storage.Tests.DuckDb.Sql;
using Biplane.Storage.Tests.DuckDb.Sql.Reference;
using CsCheck;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>The engine's SQL and the reference give the same answers, for random conditions and queries over random rows.</summary>
public sealed class ReferenceTests(ClickHouseEngine engine)
{
    [Fact]
    public void The_engine_keeps_the_rows_that_the_reference_keeps()
    {
        var check = Filled();

        var compared = 0;
        RandomExpressions.Condition(2).Sample(condition => compared += check.Condition(condition) ? 1 : 0, iter: 400, print: QueryPrinter.Print, threads: 1);

        // Some conditions compare a number with a word, which the binder refuses.
        Assert.InRange(compared, 200, int.MaxValue);
    }

    [Fact]
    public void The_engine_answers_what_the_reference_answers()
    {
        var check = Filled();

        var compared = 0;
        RandomQueries.Any.Sample(query => compared += check.Query(query) ? 1 : 0, iter: 700, print: QueryPrinter.Print, threads: 1);

        Assert.InRange(compared, 350, int.MaxValue);
    }

    private ReferenceCheck Filled()
    {
        var rows = RandomRows.Generate(60);
        engine.Fill(ModelRows.OfProject(rows.Select(row => row.ToJsonString())));
        return new ReferenceCheck(rows, engine.Run);
    }
}
