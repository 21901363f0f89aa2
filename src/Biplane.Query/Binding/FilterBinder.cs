using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>What chooses rows or traces: filter, span filter and sample.</summary>
internal sealed class FilterBinder(BindingContext context, ExpressionBinder expressions)
{
    private readonly QuerySyntax _syntax = context.Syntax;
    private readonly DiagnosticBag _diagnostics = context.Diagnostics;

    /// <summary>Adds them to a plan that has its source; a filter that it has already has to hold too.</summary>
    public QueryPlan Bind(QueryPlan plan)
    {
        var (filter, spanFilter) = SpanPredicates.Split(_syntax.Filter);
        spanFilter = SpanPredicates.Join(new[] { spanFilter, _syntax.TraceFilter }.OfType<Expression>());
        var boundFilter = filter is null ? null : expressions.BindCondition(filter, NamePlace.Filter);
        var boundSpanFilter = spanFilter is null ? null : expressions.BindCondition(spanFilter, NamePlace.Filter);
        Check(boundFilter, boundSpanFilter, spanFilter);
        if (context.Shape == QueryShape.Spans)
        {
            (boundFilter, boundSpanFilter) = (BoundLogical.And(boundFilter, boundSpanFilter), null);
        }

        plan = plan with { Filter = Flat(BoundLogical.And(plan.Filter, Scope(), boundFilter)), SpanFilter = boundSpanFilter };
        return _syntax.Sample is { } sample ? BindSample(plan, sample) : plan;
    }

    private void Check(BoundExpression? filter, BoundExpression? spanFilter, Expression? spanFilterSyntax)
    {
        RefuseAggregates(filter);
        RefuseAggregates(spanFilter);
        if (spanFilter is not null && SpanPredicates.Holds(spanFilter))
        {
            _diagnostics.Error(DiagnosticCodes.Unsupported, "ANY_SPAN cannot stand in FILTER_SPANS.", spanFilterSyntax!.Span);
        }

        if (context.Shape != QueryShape.Spans && filter is not null && BoundTree.Contains(filter, node => node is BoundUnpivoted))
        {
            _diagnostics.Error(DiagnosticCodes.Unsupported, "A filter over traces cannot use the columns of UNPIVOT.", _syntax.Filter!.Span, "Use HAVING, or the spans shape.");
        }
    }

    private void RefuseAggregates(BoundExpression? filter)
    {
        if (filter is not null && BoundTree.Contains(filter, node => node is BoundAggregate))
        {
            _diagnostics.Error(DiagnosticCodes.Grouping, "An aggregate cannot stand in a filter.", _syntax.Filter?.Span ?? default, "Put it into HAVING (BTQL: final_filter).");
        }
    }

    private BoundComparison? Scope() => context is { Request.RootSpanId: { } trace, Inner: null } && EventColumns.Find("root_span_id")!.IsOf(context.Kind)
        ? new BoundComparison(ComparisonOperator.Equal, new BoundColumn(EventColumns.Find("root_span_id")!), BoundConstant.Of(trace))
        : null;

    // One AND of all terms: engines look at the terms one by one.
    private static BoundExpression? Flat(BoundExpression? filter) => filter is BoundLogical { IsAnd: true } and
        ? new BoundLogical(IsAnd: true, [.. and.Operands.SelectMany(o => o is BoundLogical { IsAnd: true } inner ? inner.Operands : [o])])
        : filter;

    // Rows draw by their id, traces by theirs, so that all spans of a trace are chosen together.
    private QueryPlan BindSample(QueryPlan plan, SampleClause sample)
    {
        if (context.Inner is not null)
        {
            _diagnostics.Error(DiagnosticCodes.Unsupported, "A sample cannot be taken of a sub-query.", sample.Span, "Put it into the sub-query.");
            return plan;
        }

        var seed = sample.Seed?.ToString(CultureInfo.InvariantCulture) ?? context.Request.SampleSeed;
        if (sample.IsRate)
        {
            if (sample.Value is not (>= 0 and <= 100))
            {
                _diagnostics.Error(DiagnosticCodes.BadLiteral, "The share of a sample is from 0% to 100%.", sample.Span);
                return plan;
            }

            var key = new BoundColumn(EventColumns.Find(context.Shape == QueryShape.Spans ? "id" : "root_span_id")!);
            return sample.Value == 100 ? plan : plan with { Filter = Flat(BoundLogical.And(plan.Filter, new BoundChance(key, sample.Value / 100, seed))) };
        }

        if (sample.Value < 0 || sample.Value != Math.Floor(sample.Value) || sample.Value > long.MaxValue / 2)
        {
            _diagnostics.Error(DiagnosticCodes.BadLiteral, "The number of rows of a sample is a whole number.", sample.Span, "A share is written with a percent sign: 25%.");
            return plan;
        }

        return plan with { Sampling = new Sampling((long)sample.Value, seed) };
    }
}
