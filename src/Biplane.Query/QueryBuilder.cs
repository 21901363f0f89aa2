using Biplane.Model;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query;

/// <summary>
/// Queries from code, for routes that read rows: the same tree as text gives, so the same binder and plan.
/// Expressions of fixed text may be given as text; what comes from a request goes in by the methods of this class, never into the text.
/// </summary>
/// <example><code>
/// var query = QueryBuilder.From(target).Shape(QueryShape.Traces).Where(Q.Equal("root_span_id", id)).Limit(100).Build();
/// var plan = QueryPipeline.Compile(QueryRequest.FromSyntax(query, now)).Plan;
/// </code></example>
public sealed class QueryBuilder
{
    private readonly List<Expression> _filters = [];
    private QuerySyntax _query;

    private QueryBuilder(FromClause from) => _query = new QuerySyntax { From = from };

    /// <summary>A query over one object.</summary>
    public static QueryBuilder From(ObjectRef source) =>
        new(new FromClause(source.Kind.WireName(), [LiteralExpression.String(source.Id.ToString("D"))]));

    public QueryBuilder Shape(QueryShape shape)
    {
        _query = _query with { From = _query.From! with { Shape = shape } };
        return this;
    }

    /// <summary>Adds a column; without any, all columns are selected.</summary>
    public QueryBuilder Select(Expression expression, string? alias = null)
    {
        _query = _query with { Select = [.. _query.Select, new SelectItem(expression, alias)] };
        return this;
    }

    /// <summary>Adds a column to group by; it is a column of the answer too.</summary>
    public QueryBuilder Dimension(Expression expression, string alias)
    {
        _query = _query with { Dimensions = [.. _query.Dimensions, new SelectItem(expression, alias)] };
        return this;
    }

    /// <summary>Adds an aggregate.</summary>
    public QueryBuilder Measure(Expression expression, string alias)
    {
        _query = _query with { Measures = [.. _query.Measures, new SelectItem(expression, alias)] };
        return this;
    }

    /// <summary>Adds a condition that has to hold too.</summary>
    public QueryBuilder Where(Expression condition)
    {
        _filters.Add(condition);
        return this;
    }

    public QueryBuilder Unpivot(Expression source, string? name, string value)
    {
        _query = _query with { Unpivot = [.. _query.Unpivot, new UnpivotItem(source, name, value)] };
        return this;
    }

    public QueryBuilder OrderBy(Expression expression, bool isDescending)
    {
        _query = _query with { Sort = [.. _query.Sort, new SortItem(expression, isDescending)] };
        return this;
    }

    public QueryBuilder Limit(long limit)
    {
        _query = _query with { Limit = limit };
        return this;
    }

    public QueryBuilder After(string? cursor)
    {
        _query = _query with { Cursor = cursor };
        return this;
    }

    /// <summary>Longest text of the large columns, -1 for whole values.</summary>
    public QueryBuilder Preview(int length)
    {
        _query = _query with { PreviewLength = length };
        return this;
    }

    public QuerySyntax Build() => _filters.Count switch
    {
        0 => _query,
        1 => _query with { Filter = _filters[0] },
        _ => _query with { Filter = new LogicalExpression(IsAnd: true, [.. _filters]) },
    };
}
