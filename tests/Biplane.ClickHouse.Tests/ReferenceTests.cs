using Biplane.Storage.Tests.DuckDb.Sql;
using Biplane.Storage.Tests.DuckDb.Sql.Reference;
using Xunit;

namespace Biplane.ClickHouse.Tests;

/// <summary>The engine's SQL and the reference give the same answers, for random conditions and queries over random rows.</summary>
public sealed class ReferenceTests
{
    private readonly ReferenceCheck _check;

    public ReferenceTests(ClickHouseEngine engine)
    {
        _check = new ReferenceCheck(RandomRows.Generate(60), engine.Run);
        engine.Fill(ModelRows.OfProject(_check.Rows.Select(row => row.ToJsonString())));
    }

    [Fact]
    public void The_engine_keeps_the_rows_that_the_reference_keeps() => _check.AssertConditions(400);

    [Fact]
    public void The_engine_answers_what_the_reference_answers() => _check.AssertQueries(400);
}
