using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;

namespace Biplane.Query.Binding;

/// <summary>Binds the clauses of a query, in the order in which they take effect, and makes the plan.</summary>
internal sealed class QueryBinder(QueryRequest request, QuerySyntax syntax, DiagnosticBag diagnostics, bool isNested = false)
{
    private const int DefaultPreviewLength = 124;

    public QueryPlan? Bind()
    {
        if (BindSource() is not { } source)
        {
            return null;
        }

        var context = new BindingContext(request, syntax, source.Kind, syntax.From!.Shape ?? QueryShape.Spans, source.Inner, diagnostics);
        var expressions = new ExpressionBinder(context);
        source = source with { Shape = context.Shape, Unpivots = BindUnpivots(expressions), PreviewLength = PreviewLength(context) };
        var filtered = new FilterBinder(context, expressions).Bind(source);
        var result = syntax.Infer.Count > 0
            ? new InferenceBinder(context, expressions).Bind(filtered)
            : new ResultBinder(context, expressions).Bind(filtered);
        return BindPage(result);
    }

    // The one place where rows come into a plan: objects, or the plan of an inner query, which comes from here too.
    private QueryPlan? BindSource()
    {
        if (syntax.From?.Subquery is not { } subquery)
        {
            var (sources, condition) = SourceBinder.Bind(request, syntax.From, diagnostics);
            if (sources.Count == 0)
            {
                return null;
            }

            CheckVersion(sources[0].Kind);
            return new QueryPlan { Sources = sources, Filter = condition, Output = [], Version = request.Version, AuditLog = request.AuditLog };
        }

        if (syntax.From.Shape is not null)
        {
            diagnostics.Error(DiagnosticCodes.Unsupported, "A sub-query has no shape of its own.", syntax.From.Span, "Give the shape to the source inside of it.");
        }

        if (new QueryBinder(request, subquery, diagnostics, isNested: true).Bind() is not { } inner)
        {
            return null;
        }

        if (inner.Pivot is not null)
        {
            diagnostics.Error(DiagnosticCodes.Unsupported, "PIVOT cannot stand in a sub-query: its columns are not known before it runs.", syntax.From.Span);
        }

        return new QueryPlan { Sources = inner.Sources, Inner = inner, Output = [], Version = inner.Version, AuditLog = inner.AuditLog };
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

    private EquatableList<Unpivot> BindUnpivots(ExpressionBinder expressions)
    {
        var unpivots = new List<Unpivot>();
        foreach (var item in syntax.Unpivot)
        {
            var source = expressions.BindAs(item.Expression, ColumnType.Json, NamePlace.Filter);
            if (item.Name is { } name)
            {
                expressions.Unpivoted.Add((name, new BoundUnpivoted(unpivots.Count, IsName: true)));
            }

            expressions.Unpivoted.Add((item.Value, new BoundUnpivoted(unpivots.Count, IsName: false)));
            unpivots.Add(new Unpivot(source, item.Name is not null));
        }

        return [.. unpivots];
    }

    private int? PreviewLength(BindingContext context)
    {
        var length = syntax.PreviewLength ?? (context.Shape == QueryShape.Summary ? DefaultPreviewLength : -1);
        return length < 0 ? null : length;
    }

    private QueryPlan? BindPage(QueryPlan plan)
    {
        if (syntax.Limit is < 0)
        {
            diagnostics.Error(DiagnosticCodes.BadLiteral, "A limit cannot be negative.", syntax.Span);
        }

        var cursor = BindCursor(plan);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        // What reads a sub-query wants all of it.
        var isBounded = plan.Grouping is null && !request.DisableLimit && !isNested;
        var limit = syntax.Limit ?? (isBounded ? QueryRequest.DefaultLimit : null);
        return plan with { Limit = limit, Cursor = cursor, Output = plan.IsPaged ? [.. plan.Output, OutputBinder.Place] : plan.Output };
    }

    private PaginationKey? BindCursor(QueryPlan plan)
    {
        if (string.IsNullOrEmpty(syntax.Cursor))
        {
            return null;
        }

        if (isNested)
        {
            diagnostics.Error(DiagnosticCodes.Unsupported, "A cursor cannot stand in a sub-query.", default);
        }
        else if (!PaginationKey.TryParseCursor(syntax.Cursor, out var place))
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
            return place;
        }

        return null;
    }
}
