using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>ANY_SPAN and FILTER_SPANS.</summary>
internal static class SpanPredicates
{
    /// <summary>Whether the condition asks about other spans of the trace.</summary>
    public static bool Holds(BoundExpression condition) => BoundTree.Contains(condition, node => node is BoundAnySpan);

    /// <summary>Takes the FILTER_SPANS terms out of a filter: what is left chooses rows or traces, the terms choose among the spans of those.</summary>
    public static (Expression? Filter, Expression? SpanFilter) Split(Expression? filter)
    {
        if (filter is null)
        {
            return (null, null);
        }

        IReadOnlyList<Expression> terms = filter is LogicalExpression { IsAnd: true } and ? and.Operands : [filter];
        return (Join(terms.Where(t => !IsFilterSpans(t))), Join(terms.Where(IsFilterSpans).Select(t => ((CallExpression)t).Arguments[0])));
    }

    private static bool IsFilterSpans(Expression term) =>
        term is CallExpression { Arguments.Count: 1 } call && call.Name.Equals("filter_spans", StringComparison.OrdinalIgnoreCase);

    public static Expression? Join(IEnumerable<Expression> terms)
    {
        EquatableList<Expression> all = [.. terms];
        return all.Count switch { 0 => null, 1 => all[0], _ => new LogicalExpression(IsAnd: true, all) };
    }
}
