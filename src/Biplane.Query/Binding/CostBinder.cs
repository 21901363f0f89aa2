using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Prices;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>The functions of cost. A rolled-up trace has its cost in a metric and is no longer known by model.</summary>
internal sealed class CostBinder(BindingContext context, ExpressionBinder expressions)
{
    public BoundExpression Bind(string name, CallExpression call, NamePlace place)
    {
        if (context.Shape == QueryShape.Summary && place != NamePlace.Filter)
        {
            return name == "estimated_cost"
                ? expressions.BindMember(call, ColumnType.Number, place, "metrics", name)
                : expressions.Error(DiagnosticCodes.Unsupported, $"A summary row has no parts of its cost, so '{name}' cannot be asked of it.", call, "Ask the spans or the traces shape, or use estimated_cost().");
        }

        var component = CostComponents.Total;
        if (name == "estimated_cost_component")
        {
            var known = (call.Arguments[0] as LiteralExpression) is { Kind: LiteralKind.String, Text: var text } ? CostComponents.All.FirstOrDefault(c => c == text) : null;
            if (known is null)
            {
                return UnknownComponent(call.Arguments[0]);
            }

            component = known;
        }

        var metrics = expressions.BindMember(call, ColumnType.Json, place, "metrics");
        var model = expressions.BindMember(call, ColumnType.Text, place, "metadata", "model");
        var purpose = expressions.BindMember(call, ColumnType.Text, place, "span_attributes", "purpose");
        return name == "estimated_cost_breakdown"
            ? new BoundCall(ScalarFunction.SpanCostBreakdown, [metrics, model, purpose], ColumnType.Text)
            : EstimatedCost.Of(metrics, model, purpose, component);
    }

    private BoundExpression UnknownComponent(Expression given)
    {
        var near = given is LiteralExpression { Kind: LiteralKind.String, Text: var text } ? NearNames.Find(text, CostComponents.All) : null;
        return expressions.Error(
            DiagnosticCodes.BadArguments,
            "The cost has no such part.",
            given,
            near is not null ? $"Did you mean '{near}'?" : $"Write one of {string.Join(", ", CostComponents.All.Select(c => $"'{c}'"))}.");
    }
}
