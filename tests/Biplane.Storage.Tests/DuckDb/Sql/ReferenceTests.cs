using Biplane.Model;
using Biplane.Query;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;
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
    public void The_engine_answers_what_the_reference_answers(bool hasBlobs) => Check(hasBlobs, check => check.AssertQueries(500));

    [Fact]
    public void A_text_is_a_time_in_a_query_where_the_reference_reads_one()
    {
        foreach (var text in RandomTimes.Texts)
        {
            var query = QueryBuilder.From(new ObjectRef(ObjectKind.ProjectLogs, CaseRows.ProjectId)).Select(Q.Path("id")).Where(Q.Compare(Q.Path("created"), BinaryOperator.Greater, Q.Literal(text))).Build();
            var plan = QueryPipeline.Compile(QueryRequest.FromSyntax(query, QueryCase.Now)).Plan;

            var read = ((plan?.Filter as BoundComparison)?.Right as BoundConstant)?.Value as DateTime?;

            Assert.Equal((text, ReferenceTime.Read(text)), (text, read));
        }
    }

    private static void Check(bool hasBlobs, Action<ReferenceCheck> assert)
    {
        using var table = new RowTable(hasBlobs);
        var check = new ReferenceCheck(RandomRows.Generate(60), table.Run);
        check.Rows.ForEach(row => table.Add(row));
        assert(check);
    }
}
