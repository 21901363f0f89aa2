using Biplane.Model.Rows;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Prices;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Functions;

/// <summary>What a span costs, in US dollars. The prices are the engine's: a plan names none, so that a new price counts for old spans as well.</summary>
public static class EstimatedCost
{
    /// <summary>The cost of the row at hand.</summary>
    public static BoundExpression OfRow { get; } = Of(new BoundColumn(EventColumns.Find("metrics")!), Text("metadata", "model"), Text("span_attributes", "purpose"), CostComponents.Total);

    /// <summary>The cost, or a part of it.</summary>
    /// <param name="metrics">The metrics, JSON.</param>
    /// <param name="model">The model's name, a text.</param>
    /// <param name="purpose">The span's purpose, a text.</param>
    /// <param name="component">A name among <see cref="CostComponents"/>.</param>
    public static BoundCall Of(BoundExpression metrics, BoundExpression model, BoundExpression purpose, string component) =>
        new(ScalarFunction.SpanCost, [metrics, model, purpose, BoundConstant.Of(component)], ColumnType.Number);

    private static BoundConvert Text(string column, string member) => new(new BoundPath(new BoundColumn(EventColumns.Find(column)!), [PathStep.Member(member)]), ColumnType.Text);
}
