using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>Calls: checks them against <see cref="QueryFunctions"/> and turns them into nodes.</summary>
internal sealed class FunctionBinder(BindingContext context, ExpressionBinder expressions, ComparisonBinder comparisons)
{
    private static readonly string[] Searched = ["input", "output", "expected", "metadata", "span_attributes"];
    private readonly AggregateBinder _aggregates = new(expressions);
    private readonly CostBinder _costs = new(context, expressions);
    private int _spanPredicates;

    public BoundExpression Bind(CallExpression call, NamePlace place)
    {
        if (QueryFunctions.Find(call.Name) is not { } function)
        {
            var near = NearNames.Find(call.Name, QueryFunctions.All.Select(f => f.Name));
            return expressions.Error(DiagnosticCodes.UnknownFunction, $"There is no function '{call.Name}'.", call, near is not null ? $"Did you mean '{near}'?" : null);
        }

        if (call.Arguments.Count < function.MinimumArguments || call.Arguments.Count > function.MaximumArguments)
        {
            return expressions.Error(DiagnosticCodes.BadArguments, $"'{function.Name}' does not take {call.Arguments.Count} arguments.", call, $"It is {function.Signature}.");
        }

        if (call.IsDistinct && function.Name != "count")
        {
            return expressions.Error(DiagnosticCodes.BadArguments, "DISTINCT can only stand in count(DISTINCT …).", call);
        }

        return function.IsAggregate ? _aggregates.Bind(function, call, place) : BindScalar(function.Name, call, place);
    }

    private BoundExpression BindScalar(string name, CallExpression call, NamePlace place)
    {
        var arguments = call.Arguments;
        switch (name)
        {
            case "now" or "current_timestamp":
                return BoundConstant.Of(context.Request.Now);
            case "current_date":
                return Truncate(BoundConstant.Of(context.Request.Now), 1, IntervalUnit.Day);
            case "second" or "minute" or "hour" or "day" or "week" or "month" or "year":
                return Truncate(expressions.BindAs(arguments[0], ColumnType.Timestamp, place), 1, IntervalUnits.Parse(name)!.Value);
            case "date_trunc":
                return BindDateTrunc(call, place);
            case "lower" or "upper":
                var text = expressions.BindAs(arguments[0], ColumnType.Text, place);
                return new BoundCall(name == "lower" ? ScalarFunction.Lower : ScalarFunction.Upper, [text], ColumnType.Text);
            case "concat":
                return new BoundCall(ScalarFunction.Concat, [.. arguments.Select(a => expressions.BindAs(a, ColumnType.Text, place))], ColumnType.Text);
            case "levenshtein":
                return new BoundCall(ScalarFunction.EditDistance, [.. arguments.Select(a => expressions.BindAs(a, ColumnType.Text, place))], ColumnType.Integer);
            case "levenshtein_similarity":
                return new BoundCall(ScalarFunction.EditSimilarity, [.. arguments.Select(a => expressions.BindAs(a, ColumnType.Text, place))], ColumnType.Number);
            case "len":
                return new BoundCall(ScalarFunction.Length, [expressions.BindAs(arguments[0], ColumnType.Json, place)], ColumnType.Integer);
            case "byte_size":
                return new BoundCall(ScalarFunction.ByteSize, [expressions.BindAs(arguments[0], ColumnType.Json, place)], ColumnType.Integer);
            case "total_tokens":
                return TokenCount.Of(metric => expressions.BindMember(call, ColumnType.Number, place, "metrics", metric));
            case "contains" or "includes":
                return expressions.BindIncludes(arguments[0], arguments[1], place);
            case "json_extract":
                return BindJsonExtract(call, place);
            case "coalesce" or "least" or "greatest":
                return BindVariadic(name, call, place);
            case "nullif":
                return BindNullIf(call, place);
            case "round" or "abs" or "floor" or "ceil":
                return BindNumeric(name, call, place);
            case "search":
                return BindSearch(call);
            case "any_span":
                return BindAnySpan(call, place);
            case "filter_spans":
                return expressions.Error(DiagnosticCodes.Unsupported, "FILTER_SPANS can only stand at the top of a filter, joined to the rest by AND.", call);
            case "estimated_cost" or "estimated_cost_breakdown" or "estimated_cost_component":
                return _costs.Bind(name, call, place);
            case "to_interval":
                return expressions.Error(DiagnosticCodes.BadArguments, "to_interval makes a length of time of a text and stands right of a plus or minus.", call, "Write for example: now() - to_interval('7 day').");
            default:
                return BindCast(name, call, place);
        }
    }

    private BoundTruncate Truncate(BoundExpression time, int amount, IntervalUnit unit) => new(time, amount, unit, context.Request.TimeZoneOffsetMinutes);

    private BoundExpression BindDateTrunc(CallExpression call, NamePlace place)
    {
        var time = expressions.BindAs(call.Arguments[1], ColumnType.Timestamp, place);
        var parts = call.Arguments[0] is LiteralExpression { Kind: LiteralKind.String, Text: var text }
            ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
        var amount = 1;
        if (parts.Length is 1 or 2
            && IntervalUnits.Parse(parts[^1]) is { } unit and not (IntervalUnit.Microsecond or IntervalUnit.Millisecond)
            && (parts.Length == 1 || (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out amount) && amount is > 0 and <= 100_000))
            && (amount == 1 || unit <= IntervalUnit.Day))
        {
            return Truncate(time, amount, unit);
        }

        return expressions.Error(
            DiagnosticCodes.BadArguments, "The unit of date_trunc is not known.", call.Arguments[0], "Write 'second' to 'year', or a multiple up to days such as '15 minutes'.");
    }

    private BoundExpression BindJsonExtract(CallExpression call, NamePlace place)
    {
        if (call.Arguments[1] is not LiteralExpression { Kind: LiteralKind.String, Text: var key })
        {
            return expressions.Error(DiagnosticCodes.BadArguments, "The key of json_extract has to be a string.", call.Arguments[1]);
        }

        return new BoundCall(ScalarFunction.JsonExtract, [expressions.BindAs(call.Arguments[0], ColumnType.Text, place), BoundConstant.Of(key)], ColumnType.Json);
    }

    private BoundExpression BindVariadic(string name, CallExpression call, NamePlace place)
    {
        var arguments = ExpressionBinder.UnifyTypes([.. call.Arguments.Select(a => expressions.Bind(a, place))]);
        var type = arguments[0].Type;
        if (name != "coalesce" && type == ColumnType.Json)
        {
            // Order needs a type: numbers, unless there is a text among the constants.
            type = call.Arguments.Any(a => a is LiteralExpression { Kind: LiteralKind.String }) ? ColumnType.Text : ColumnType.Number;
            arguments = [.. call.Arguments.Select(a => expressions.BindAs(a, type, place))];
        }

        var function = name switch { "coalesce" => ScalarFunction.Coalesce, "least" => ScalarFunction.Least, _ => ScalarFunction.Greatest };
        return arguments.Count == 1 ? arguments[0] : new BoundCall(function, [.. arguments], type);
    }

    private BoundConditional BindNullIf(CallExpression call, NamePlace place)
    {
        var value = expressions.Bind(call.Arguments[0], place);
        var isEqual = comparisons.Compare(BinaryOperator.NullSafeEqual, value, expressions.Bind(call.Arguments[1], place), call.Span);
        return new BoundConditional([new BoundBranch(isEqual, new BoundConstant(null, value.Type))], value, value.Type);
    }

    private BoundExpression BindNumeric(string name, CallExpression call, NamePlace place)
    {
        var number = expressions.BindAs(call.Arguments[0], ColumnType.Number, place);
        if (name != "round")
        {
            var function = name switch { "abs" => ScalarFunction.Absolute, "floor" => ScalarFunction.Floor, _ => ScalarFunction.Ceiling };
            return new BoundCall(function, [number], ColumnType.Number);
        }

        var digits = 0L;
        if (call.Arguments.Count == 2 && (expressions.Bind(call.Arguments[1], place) is not BoundConstant { Value: long d } || (digits = d) is < -15 or > 15))
        {
            return expressions.Error(DiagnosticCodes.BadArguments, "The digits of round are a whole number from -15 to 15.", call.Arguments[1]);
        }

        return new BoundCall(ScalarFunction.Round, [number, new BoundConstant(digits, ColumnType.Integer)], ColumnType.Number);
    }

    private BoundExpression BindSearch(CallExpression call)
    {
        var terms = OutputBinder.Star(context)
            .Where(column => Searched.Contains(column.Column.Name, StringComparer.Ordinal) && column.Value is not null)
            .Select(column => expressions.BindMatch(column.Value!, call.Arguments[0]))
            .ToArray();
        return terms.Length switch
        {
            0 => expressions.Error(DiagnosticCodes.Unsupported, "There is nothing here that search() looks into.", call, $"It looks into {string.Join(", ", Searched)}."),
            1 => terms[0],
            _ => new BoundLogical(IsAnd: false, [.. terms]),
        };
    }

    private BoundExpression BindAnySpan(CallExpression call, NamePlace place)
    {
        if (context.Shape == QueryShape.Spans)
        {
            return expressions.Error(DiagnosticCodes.Unsupported, "ANY_SPAN needs the traces or the summary shape.", call, "Write for example: from: project_logs('<id>') traces.");
        }

        if (place != NamePlace.Filter)
        {
            return expressions.Error(DiagnosticCodes.Unsupported, "ANY_SPAN can only stand in a filter.", call);
        }

        if (++_spanPredicates > 2)
        {
            _spanPredicates--;
            return expressions.Error(DiagnosticCodes.Unsupported, "ANY_SPAN can be nested one level deep.", call);
        }

        var condition = expressions.BindCondition(call.Arguments[0], place);
        _spanPredicates--;

        // What the trace has does not depend on the span that asks, so inner terms of an AND may stand beside instead of within.
        if (!SpanPredicates.Holds(condition))
        {
            return new BoundAnySpan(condition);
        }

        var terms = condition is BoundLogical { IsAnd: true } and ? and.Operands : [condition];
        var inner = terms.Where(t => t is not BoundAnySpan && SpanPredicates.Holds(t)).ToArray();
        if (inner.Any(t => t is not BoundNot { Operand: BoundAnySpan }))
        {
            return expressions.Error(DiagnosticCodes.Unsupported, "A nested ANY_SPAN has to be joined to the rest by AND.", call);
        }

        var own = BoundLogical.And([.. terms.Where(t => !SpanPredicates.Holds(t))]);
        return BoundLogical.And([own is null ? null : new BoundAnySpan(own), .. terms.Where(SpanPredicates.Holds)])!;
    }

    private BoundExpression BindCast(string name, CallExpression call, NamePlace place)
    {
        var value = expressions.Bind(call.Arguments[0], place);
        var target = name switch
        {
            "to_string" => ColumnType.Text,
            "to_boolean" => ColumnType.Boolean,
            "to_integer" => ColumnType.Integer,
            "to_number" => ColumnType.Number,
            _ => ColumnType.Timestamp,
        };

        // A cast also reads what is written in a string, which a comparison does not.
        if (value.Type == ColumnType.Json && target != ColumnType.Text)
        {
            value = Conversions.To(value, ColumnType.Text)!;
        }

        var cast = Conversions.To(value, target);
        if (cast is null && value is BoundConstant)
        {
            cast = new BoundConstant(null, target);
        }

        cast ??= expressions.Error(DiagnosticCodes.TypeMismatch, $"A {ComparisonBinder.Name(value.Type)} has no form as a {ComparisonBinder.Name(target)}.", call);
        return name == "to_date" ? Truncate(cast, 1, IntervalUnit.Day) : cast;
    }
}
