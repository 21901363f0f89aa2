using Biplane.Model;
using Biplane.Model.Transactions;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>Binds the clauses of a query, in the order in which they take effect, and makes the plan.</summary>
internal sealed class QueryBinder(QueryRequest request, QuerySyntax syntax, DiagnosticBag diagnostics)
{
    private const int DefaultPreviewLength = 124;

    public QueryPlan? Bind()
    {
        var sources = SourceBinder.Bind(request, syntax.From, diagnostics);
        if (sources.Count == 0)
        {
            return null;
        }

        RefuseMissingParts();
        var context = new BindingContext(request, syntax, sources[0].Kind, syntax.From!.Shape ?? QueryShape.Spans, diagnostics);
        CheckVersion(context.Kind);
        var expressions = new ExpressionBinder(context);
        var unpivots = BindUnpivots(expressions);
        var (filter, spanFilter) = BindFilters(context, expressions);
        var plan = new QueryPlan
        {
            Sources = sources,
            Shape = context.Shape,
            Filter = filter,
            SpanFilter = spanFilter,
            Unpivots = unpivots,
            Output = [],
            Version = request.Version,
            AuditLog = request.AuditLog,
            PreviewLength = PreviewLength(context.Shape),
        };
        var result = new ResultBinder(context, expressions).Bind(plan);
        return BindPage(result);
    }

    private void RefuseMissingParts()
    {
        Refuse(syntax.Pivot is not null, "PIVOT", "Group by the column instead.");
        Refuse(syntax.Infer.Count > 0, "infer", null);
        Refuse(syntax.Sample is not null, "sample", null);
        Refuse(syntax.ComparisonKey is not null, "comparison_key", null);
        Refuse(syntax.WeightedScores.Count > 0, "weighted_scores", null);
        Refuse(syntax.CustomColumns.Count > 0, "custom_columns", "Put the expressions into the select list.");
    }

    private void Refuse(bool isThere, string clause, string? hint)
    {
        if (isThere)
        {
            diagnostics.Error(DiagnosticCodes.Unsupported, $"The clause {clause} is not available.", default, hint);
        }
    }

    private void CheckVersion(ObjectKind kind)
    {
        if (request.Version is { } version && !kind.KeepsVersions() && request.LatestTransaction is { } latest && version < latest)
        {
            diagnostics.Error(
                DiagnosticCodes.VersionNotKept,
                $"Older versions of {kind.WireName()} rows are not kept, so they cannot be read as of {version}.",
                default,
                "Leave the version out to read the rows as they are now.");
        }
    }

    private (BoundExpression? Filter, BoundExpression? SpanFilter) BindFilters(BindingContext context, ExpressionBinder expressions)
    {
        var (filter, spanFilter) = SpanPredicates.Split(syntax.Filter);
        spanFilter = SpanPredicates.Join(new[] { spanFilter, syntax.TraceFilter }.OfType<Expression>());
        var boundFilter = filter is null ? null : expressions.BindCondition(filter, NamePlace.Filter);
        var boundSpanFilter = spanFilter is null ? null : expressions.BindCondition(spanFilter, NamePlace.Filter);
        RefuseAggregates(boundFilter, syntax.Filter);
        RefuseAggregates(boundSpanFilter, syntax.Filter);
        if (boundSpanFilter is not null && SpanPredicates.Holds(boundSpanFilter))
        {
            diagnostics.Error(DiagnosticCodes.Unsupported, "ANY_SPAN cannot stand in FILTER_SPANS.", spanFilter!.Span);
        }

        if (context.Shape != QueryShape.Spans && boundFilter is not null && BoundTree.Contains(boundFilter, node => node is BoundUnpivoted))
        {
            diagnostics.Error(DiagnosticCodes.Unsupported, "A filter over traces cannot use the columns of UNPIVOT.", syntax.Filter!.Span, "Use HAVING, or the spans shape.");
        }

        return context.Shape == QueryShape.Spans ? (BoundLogical.And(boundFilter, boundSpanFilter), null) : (boundFilter, boundSpanFilter);
    }

    private void RefuseAggregates(BoundExpression? filter, Expression? at)
    {
        if (filter is not null && BoundTree.Contains(filter, node => node is BoundAggregate))
        {
            diagnostics.Error(DiagnosticCodes.Grouping, "An aggregate cannot stand in a filter.", at?.Span ?? default, "Put it into HAVING (BTQL: final_filter).");
        }
    }

    private EquatableList<Unpivot> BindUnpivots(ExpressionBinder expressions)
    {
        var unpivots = new List<Unpivot>();
        foreach (var item in syntax.Unpivot)
        {
            var source = expressions.BindAs(item.Expression, Model.Rows.ColumnType.Json, NamePlace.Filter);
            if (item.Name is { } name)
            {
                expressions.Unpivoted.Add((name, new BoundUnpivoted(unpivots.Count, IsName: true)));
            }

            expressions.Unpivoted.Add((item.Value, new BoundUnpivoted(unpivots.Count, IsName: false)));
            unpivots.Add(new Unpivot(source, item.Name is not null));
        }

        return [.. unpivots];
    }

    private int? PreviewLength(QueryShape shape)
    {
        var length = syntax.PreviewLength ?? (shape == QueryShape.Summary ? DefaultPreviewLength : -1);
        return length < 0 ? null : length;
    }

    private QueryPlan? BindPage(QueryPlan plan)
    {
        if (syntax.Limit is < 0)
        {
            diagnostics.Error(DiagnosticCodes.BadLiteral, "A limit cannot be negative.", syntax.Span);
        }

        PaginationKey? cursor = null;
        if (!string.IsNullOrEmpty(syntax.Cursor))
        {
            if (!PaginationKey.TryParseCursor(syntax.Cursor, out var place))
            {
                diagnostics.Error(DiagnosticCodes.BadLiteral, "The cursor is not one that an answer gave.", default);
            }
            else if (!plan.IsPaged)
            {
                diagnostics.Error(
                    DiagnosticCodes.Unsupported, "A cursor needs an answer in the default order or sorted by _pagination_key, without aggregates.", default);
            }
            else
            {
                cursor = place;
            }
        }

        if (diagnostics.HasErrors)
        {
            return null;
        }

        var limit = syntax.Limit ?? (plan.Grouping is null && !request.DisableLimit ? QueryRequest.DefaultLimit : null);
        return plan with { Limit = limit, Cursor = cursor, Output = plan.IsPaged ? [.. plan.Output, OutputBinder.Place] : plan.Output };
    }
}
