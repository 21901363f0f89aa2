using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>The clause <c>infer</c>: which values to look into, how far and for how long.</summary>
internal sealed class InferenceBinder(BindingContext context, ExpressionBinder expressions)
{
    private const int DefaultBudget = 1_000;
    private const int MaxBudget = 100_000;
    private const int DefaultDepth = 4;
    private const int MaxDepth = 12;

    private static readonly EquatableList<OutputColumn> Columns =
    [
        new(new ResultColumn("name", ColumnType.Json), null),
        new(new ResultColumn("type", ColumnType.Json), null),
        new(new ResultColumn("count", ColumnType.Integer), null),
        new(new ResultColumn("top_values", ColumnType.Json), null),
    ];

    public QueryPlan Bind(QueryPlan plan)
    {
        RefuseOthers();
        var roots = context.Syntax.Infer.SelectMany(Roots).DistinctBy(root => root.Path).ToArray();
        var budget = Math.Clamp(context.Syntax.InferenceBudget ?? DefaultBudget, 1, MaxBudget);
        var depth = Math.Clamp(context.Request.InferenceDepth ?? DefaultDepth, 0, MaxDepth);
        return plan with { Inference = new Inference([.. roots], budget, depth), Output = Columns };
    }

    private IEnumerable<InferenceRoot> Roots(Expression expression)
    {
        switch (expression)
        {
            case StarExpression:
                return OutputBinder.Star(context)
                    .Where(column => column is { Value: not null, Column.IsSpread: false })
                    .Select(column => new InferenceRoot([column.Column.Name], Conversions.To(column.Value!, ColumnType.Json)!));
            case PathExpression { Steps: var steps } path when steps.All(step => step.Name is not null):
                return [new InferenceRoot([.. steps.Select(step => step.Name!)], expressions.BindAs(path, ColumnType.Json, NamePlace.Filter))];
            default:
                expressions.Error(DiagnosticCodes.BadArguments, "infer looks into columns and fields.", expression, "Write infer: * or for example infer: metadata, output.");
                return [];
        }
    }

    private void RefuseOthers()
    {
        var syntax = context.Syntax;
        var others = new (bool IsThere, string Name)[]
        {
            (syntax.Select.Count > 0, "select"), (syntax.Dimensions.Count > 0, "dimensions"), (syntax.Measures.Count > 0, "measures"), (syntax.Pivot is not null, "pivot"),
            (syntax.FinalFilter is not null, "final_filter"), (syntax.Sort.Count > 0, "sort"), (syntax.Cursor is not null, "cursor"),
        };
        foreach (var (_, name) in others.Where(other => other.IsThere))
        {
            context.Diagnostics.Error(DiagnosticCodes.Unsupported, $"The clause '{name}' cannot stand beside 'infer', which answers with fields instead of rows.", syntax.Infer[0].Span);
        }
    }
}
