using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
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
        var rows = RandomRows.Generate(60);
        rows.ForEach(row => table.Add(row));

        var compared = 0;
        RandomExpressions.Condition(2).Sample(condition => compared += Check(table, rows, condition) ? 1 : 0, iter: 400, print: QueryPrinter.Print, threads: 1);

        // Some conditions compare a number with a word, which the binder refuses.
        Assert.InRange(compared, 200, int.MaxValue);
    }

    private static bool Check(RowTable table, List<JsonObject> rows, Expression condition)
    {
        if (Compile(condition) is not { } plan)
        {
            return false;
        }

        var expected = rows.Where(row => ReferenceEvaluator.Evaluate(plan.Filter!, row) is true).Select(row => (string)row["id"]!).Order(StringComparer.Ordinal);
        var actual = table.Run(plan).Select(row => (string)row["id"]!).Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual);

        // The same through text.
        var text = QueryPrinter.Print(condition);
        Assert.Equal(plan.Filter, Compile(Q.Text(text))!.Filter);
        return true;
    }

    private static QueryPlan? Compile(Expression condition)
    {
        var query = QueryBuilder.From(new ObjectRef(ObjectKind.ProjectLogs, RowTable.ProjectId)).Select(Q.Path("id")).Where(condition).Build();
        return QueryPipeline.Compile(QueryRequest.FromSyntax(query, new DateTime(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc))).Plan;
    }
}
