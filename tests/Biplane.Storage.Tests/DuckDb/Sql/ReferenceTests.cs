using Biplane.Storage.Tests.DuckDb.Sql.Reference;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The engine's SQL and the reference give the same rows, for random conditions and random whole queries over random rows.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly RowTable _table = new();
    private readonly ReferenceCheck _check;

    public ReferenceTests()
    {
        _check = new ReferenceCheck(RandomRows.Generate(60), _table.Run);
        _check.Rows.ForEach(row => _table.Add(row));
    }

    [Fact]
    public void The_engine_keeps_the_rows_that_the_reference_keeps() => _check.AssertConditions(400);

    [Fact]
    public void The_engine_answers_what_the_reference_answers() => _check.AssertQueries(700);

    public void Dispose() => _table.Dispose();
}
