using Biplane.DataPlane.Answers;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Search;
using Biplane.Model.Transactions;
using Biplane.Query;
using Biplane.Query.Functions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.DataPlane.Traces;

/// <summary>What the routes of this slice ask of a trace and of its spans.</summary>
internal static class TracePlans
{
    /// <summary>Scores of more bytes are left out of a skeleton.</summary>
    private const long MaxScoreBytes = 1_024;

    private static readonly BoundColumn Version = RowPlans.Column("_xact_id");

    /// <summary>One row: how many spans the trace has, and the newest transaction among them.</summary>
    public static QueryPlan Mark(ObjectRef source, string rootSpanId) => new()
    {
        Sources = [source],
        Filter = OfTrace(rootSpanId),
        Grouping = new Grouping(
            [],
            [
                new BoundAggregate(AggregateFunction.CountRows, Argument: null, Fraction: 0, ColumnType.Integer),
                new BoundAggregate(AggregateFunction.Maximum, Version, Fraction: 0, ColumnType.TransactionId),
            ]),
        Output =
        [
            new OutputColumn(new ResultColumn("spans", ColumnType.Integer), new BoundAggregateResult(0, ColumnType.Integer)),
            new OutputColumn(new ResultColumn("version", ColumnType.TransactionId), new BoundAggregateResult(1, ColumnType.TransactionId)),
        ],
    };

    /// <summary>The spans without their payload, in the order in which they came, with the columns of <see cref="SkeletonColumn"/>.</summary>
    /// <param name="source">The object.</param>
    /// <param name="rootSpanId">The trace.</param>
    /// <param name="changed">Only spans whose newest transaction lies behind the first one and not behind the second one; null for all.</param>
    /// <param name="limit">How many at most.</param>
    public static QueryPlan Skeleton(ObjectRef source, string rootSpanId, (TransactionId After, TransactionId Until)? changed, long limit) =>
        RowPlans.Select(source, SkeletonColumns) with
        {
            Filter = BoundLogical.And(
                OfTrace(rootSpanId),
                changed is { } range ? new BoundComparison(ComparisonOperator.Greater, Version, Constant(range.After)) : null,
                changed is { } end ? new BoundComparison(ComparisonOperator.LessOrEqual, Version, Constant(end.Until)) : null),
            IsDescending = false,
            Limit = limit,
        };

    /// <summary>A field of one row: the row's version and the value.</summary>
    public static QueryPlan Field(ObjectRef source, string id, EventColumn field) => RowPlans.Columns(source, "_xact_id", field.Name) with
    {
        Filter = RowPlans.Equal("id", BoundConstant.Of(id)),
        Limit = 1,
    };

    /// <summary>The spans that have what is sought: their ids, and for each field where it has it.</summary>
    public static QueryPlan Search(ObjectRef source, string rootSpanId, IReadOnlyList<EventColumn> fields, string text, bool isWords, long limit)
    {
        BoundExpression[] conditions = [.. fields.Select(field => isWords ? HasWords(field, text) : (BoundExpression)HasText(field, text))];
        return RowPlans.Select(source, [("id", RowPlans.Column("id")), .. fields.Select((field, i) => (field.Name, Place(field, text, isWords, conditions[i])))]) with
        {
            Filter = BoundLogical.And(OfTrace(rootSpanId), new BoundLogical(IsAnd: false, [.. conditions])),
            IsDescending = false,
            Limit = limit,
        };
    }

    private static (string Name, BoundExpression Value)[] SkeletonColumns { get; } =
    [
        ("id", RowPlans.Column("id")),
        ("span_id", RowPlans.Column("span_id")),
        ("parent", Text("span_parents", PathStep.Element(0))),
        ("name", Text("span_attributes", PathStep.Member("name"))),
        ("type", Text("span_attributes", PathStep.Member("type"))),
        ("start", Metric("start")),
        ("end", Metric("end")),
        ("tokens", TokenCount.OfRow),
        ("cost", EstimatedCost.OfRow),
        ("input_bytes", Size(RowPlans.Column("input"))),
        ("output_bytes", Size(RowPlans.Column("output"))),
        ("expected_bytes", Size(RowPlans.Column("expected"))),
        ("error_bytes", Size(RowPlans.Column("error"))),
        ("metadata_bytes", Size(RowPlans.Column("metadata"))),
        ("scores", SmallScores()),
    ];

    private static BoundExpression OfTrace(string rootSpanId) => RowPlans.Equal("root_span_id", BoundConstant.Of(rootSpanId));

    private static BoundConstant Constant(TransactionId transaction) => new(transaction.Value, ColumnType.TransactionId);

    private static BoundConvert Text(string column, PathStep step) => new(new BoundPath(RowPlans.Column(column), [step]), ColumnType.Text);

    private static BoundConvert Metric(string name) => new(new BoundPath(RowPlans.Column("metrics"), [PathStep.Member(name)]), ColumnType.Number);

    private static BoundCall Size(BoundExpression value) => new(ScalarFunction.ByteSize, [value], ColumnType.Integer);

    private static BoundConditional SmallScores()
    {
        var scores = RowPlans.Column("scores");
        var isSmall = new BoundComparison(ComparisonOperator.LessOrEqual, Size(scores), new BoundConstant(MaxScoreBytes, ColumnType.Integer));
        return new BoundConditional([new BoundBranch(isSmall, scores)], BoundConstant.Null, ColumnType.Json);
    }

    private static BoundMatch HasWords(EventColumn field, string text) =>
        new(new BoundColumn(field), [.. SearchTerms.Of(text).Select(phrase => new EquatableList<string>([.. phrase]))]);

    private static BoundLike HasText(EventColumn field, string text) =>
        new(new BoundConvert(new BoundColumn(field), ColumnType.Text), $"%{Escaped(text)}%", IgnoreCase: true);

    // A text may stand in a value with other escapes than it is looked for with, and then its field is all that is known.
    private static BoundExpression Place(EventColumn field, string text, bool isWords, BoundExpression condition)
    {
        var place = new BoundFind(field, text, isWords);
        var start = new BoundConstant(0L, ColumnType.Integer);
        return isWords
            ? place
            : new BoundConditional(
                [new BoundBranch(condition, new BoundCall(ScalarFunction.Coalesce, [place, start], ColumnType.Integer))],
                new BoundConstant(null, ColumnType.Integer),
                ColumnType.Integer);
    }

    private static string Escaped(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
