using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>Aggregate calls.</summary>
internal sealed class AggregateBinder(ExpressionBinder expressions)
{
    public BoundExpression Bind(QueryFunction function, CallExpression call, NamePlace place)
    {
        var argument = call.Arguments[0];
        switch (function.Name)
        {
            case "count" when !call.IsDistinct && argument is StarExpression or LiteralExpression { Kind: not LiteralKind.Null }:
                return new BoundAggregate(AggregateFunction.CountRows, null, 0, ColumnType.Integer);
            case "count":
                return new BoundAggregate(call.IsDistinct ? AggregateFunction.CountDistinct : AggregateFunction.Count, Argument(argument, place), 0, ColumnType.Integer);
            case "count_distinct":
                return new BoundAggregate(AggregateFunction.CountDistinct, Argument(argument, place), 0, ColumnType.Integer);
            case "sum" or "avg":
                var number = Numeric(argument, place);
                return new BoundAggregate(function.Name == "sum" ? AggregateFunction.Sum : AggregateFunction.Average, number, 0, ColumnType.Number);
            case "percentile":
                return BindPercentile(call, place);
            default:
                return BindExtreme(function.Name, argument, place);
        }
    }

    private BoundExpression BindPercentile(CallExpression call, NamePlace place)
    {
        if (call.Arguments[1] is LiteralExpression { Kind: LiteralKind.Number, Text: var text }
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && fraction is >= 0 and <= 1)
        {
            return new BoundAggregate(AggregateFunction.Percentile, Numeric(call.Arguments[0], place), fraction, ColumnType.Number);
        }

        return expressions.Error(DiagnosticCodes.BadArguments, "The second argument of percentile is a number from 0 to 1.", call.Arguments[1]);
    }

    private BoundAggregate BindExtreme(string name, Expression argument, NamePlace place)
    {
        var value = Argument(argument, place);
        var function = name switch { "min" => AggregateFunction.Minimum, "max" => AggregateFunction.Maximum, _ => AggregateFunction.AnyValue };
        if (function != AggregateFunction.AnyValue && value is BoundPath { Root: BoundColumn { Column.Name: "scores" or "metrics" } })
        {
            value = Conversions.To(value, ColumnType.Number)!;
        }

        return new BoundAggregate(function, value, 0, value.Type);
    }

    private BoundExpression Numeric(Expression argument, NamePlace place)
    {
        var value = Argument(argument, place);
        return Conversions.To(value, ColumnType.Number)
            ?? expressions.Error(DiagnosticCodes.TypeMismatch, $"Expected a number but found a {ComparisonBinder.Name(value.Type)}.", argument);
    }

    private BoundExpression Argument(Expression argument, NamePlace place)
    {
        if (argument is StarExpression)
        {
            return expressions.Error(DiagnosticCodes.BadArguments, "Only count takes '*'.", argument);
        }

        var value = expressions.Bind(argument, place);
        return BoundTree.Contains(value, node => node is BoundAggregate)
            ? expressions.Error(DiagnosticCodes.Grouping, "An aggregate cannot stand in an aggregate.", argument)
            : value;
    }
}
