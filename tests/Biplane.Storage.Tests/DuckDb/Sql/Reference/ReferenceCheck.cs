using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
using Biplane.Query.Tests.Syntax;
using CsCheck;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql.Reference;

/// <summary>Holds an engine's answers against the reference.</summary>
/// <param name="rows">The rows that the engine has as well, in the order in which they were inserted.</param>
/// <param name="run">Runs a plan on the engine.</param>
internal sealed class ReferenceCheck(List<JsonObject> rows, Func<QueryPlan, IReadOnlyList<JsonObject>> run)
{
    public List<JsonObject> Rows => rows;

    /// <summary>Random conditions keep the same rows.</summary>
    public void AssertConditions(int count)
    {
        var compared = 0;
        Gen.Select(Gen.OneOf(RandomExpressions.Condition(2), RandomExpressions.Condition(2), RandomTimes.Condition), RandomTimes.Offset)
            .Sample(drawn => compared += Condition(drawn.Item1, drawn.Item2) ? 1 : 0, iter: count, print: drawn => $"{QueryPrinter.Print(drawn.Item1)} at {drawn.Item2}", threads: 1);

        // Some conditions compare a number with a word, which the binder refuses.
        Assert.InRange(compared, count / 2, count);
    }

    /// <summary>Random queries have the same answers.</summary>
    public void AssertQueries(int count)
    {
        var compared = 0;
        Gen.Select(RandomQueries.Any, RandomTimes.Offset)
            .Sample(drawn => compared += Query(drawn.Item1, drawn.Item2) ? 1 : 0, iter: count, print: drawn => $"{QueryPrinter.Print(drawn.Item1)} at {drawn.Item2}", threads: 1);

        // Some queries compare or add what cannot be, which the binder refuses.
        Assert.InRange(compared, count / 2, count);
    }

    /// <summary>An answer is the reference's.</summary>
    public static void AssertAnswer(QueryPlan plan, IReadOnlyList<JsonObject> rows, IReadOnlyList<JsonObject> answer)
    {
        var expected = ReferenceEngine.Run(plan, rows).Select(CaseAnswer.Normal);
        var actual = answer.Select(CaseAnswer.Normal);

        // What a grouping leaves open is in no order that means anything.
        var isOrdered = plan.Grouping is null && (plan.Inner is null || plan.Inner.Grouping is null);
        Assert.Equal(isOrdered ? expected : expected.Order(StringComparer.Ordinal), isOrdered ? actual : actual.Order(StringComparer.Ordinal), NormalComparer.Instance);
    }

    private bool Condition(Expression condition, int behind)
    {
        if (Compile(condition, behind) is not { } plan)
        {
            return false;
        }

        var expected = rows.Where(row => ReferenceEvaluator.Evaluate(plan.Filter!, row) is true).Select(row => (string)row["id"]!).Order(StringComparer.Ordinal);
        var actual = run(plan).Select(row => (string)row["id"]!).Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual);

        // The same through text.
        Assert.Equal(plan.Filter, Compile(Q.Text(QueryPrinter.Print(condition)), behind)!.Filter);
        return true;
    }

    private bool Query(QuerySyntax query, int behind)
    {
        if (Compile(query, behind) is not { } plan)
        {
            return false;
        }

        AssertAnswer(plan, rows, run(plan));

        var read = QueryPipeline.Parse(QueryRequest.FromText(QueryPrinter.Print(query), default)).Syntax;
        Assert.Equal(plan, Compile(read, behind));
        return true;
    }

    private static QueryPlan? Compile(Expression condition, int behind) =>
        Compile(QueryBuilder.From(new ObjectRef(ObjectKind.ProjectLogs, CaseRows.ProjectId)).Select(Q.Path("id")).Where(condition).Build(), behind);

    private static QueryPlan? Compile(QuerySyntax query, int behind) =>
        QueryPipeline.Compile(QueryRequest.FromSyntax(query, QueryCase.Now) with { TimeZoneOffsetMinutes = behind }).Plan;
}
