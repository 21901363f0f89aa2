using Biplane.Model.Rows;
using Biplane.Query.Functions;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;

namespace Biplane.Storage.Sql;

/// <summary>A whole plan as one statement: scope, traces, roll-up, unpivots, groups, output.</summary>
internal sealed class QueryWriter
{
    private readonly SqlDialect _dialect;
    private readonly SqlText _sql;
    private readonly QueryPlan _plan;
    private readonly IReadOnlyList<BoundAnySpan> _flags;
    private readonly ExpressionWriter _expressions;

    /// <param name="plan">The plan.</param>
    /// <param name="dialect">The engine's words.</param>
    /// <param name="held">The paths about which the typed columns of all rows say all.</param>
    public QueryWriter(QueryPlan plan, SqlDialect dialect, TypedPaths held = TypedPaths.None)
        : this(plan, dialect, new SqlText(dialect), held)
    {
    }

    private QueryWriter(QueryPlan plan, SqlDialect dialect, SqlText sql, TypedPaths held)
    {
        _dialect = dialect;
        _sql = sql;
        _plan = plan;
        _flags = plan.Filter is null ? [] : AnySpans.In(plan.Filter);
        _expressions = new ExpressionWriter(_sql, dialect, plan, _flags, held);
    }

    private string Place => _plan is { Shape: QueryShape.Spans, Inner: null } ? "pagination_key" : Names.Place;

    // Rows of an inner query are numbered in its order.
    private string Direction => _plan.IsDescending && _plan.Inner is null ? "DESC" : "ASC";

    /// <summary>The query.</summary>
    /// <param name="relation">The rows.</param>
    /// <param name="page">The traces, when the engine has chosen them; null computes them.</param>
    /// <param name="pivotValues">Of a pivot: the values that become columns.</param>
    public SqlFragment Write(SqlFragment relation, TracePage? page, IReadOnlyList<string?>? pivotValues)
    {
        WriteStatement(relation, page, pivotValues);
        return _sql.ToFragment();
    }

    /// <summary>Of a pivot: the values that become columns.</summary>
    public SqlFragment WritePivotValues(SqlFragment relation)
    {
        var source = WriteSource(relation, page: null);
        new PivotWriter(_sql, _dialect, _plan, _expressions).WriteValues(() => WriteGroupSource(_plan.Grouping!, source));
        return _sql.ToFragment();
    }

    private void WriteStatement(SqlFragment relation, TracePage? page, IReadOnlyList<string?>? pivotValues)
    {
        var source = WriteSource(relation, page);
        if (_plan.Inference is { } inference)
        {
            WriteFields(inference, source);
        }
        else if (_plan.Grouping is { } grouping)
        {
            WriteGroups(grouping, source, pivotValues);
        }
        else
        {
            WriteRows(source);
        }
    }

    // The WITH clause; what follows reads from the name that comes back.
    private string WriteSource(SqlFragment relation, TracePage? page)
    {
        _sql.Append(_plan.Inference is null ? "WITH _base" : "WITH RECURSIVE _base");
        if (_plan.Inner is { } inner)
        {
            // Other names than the inner query's, which the outer one makes again.
            _sql.Append(" AS (SELECT ").Join(", ", Enumerable.Range(0, inner.Output.Count), i => _sql.Append(Names.Column(i)).Append(" AS ").Append(Names.Inner(i)))
                .Append(", ").Append(_dialect.RowNumber).Append(" AS ").Append(Names.Place).Append(" FROM (");
            new QueryWriter(inner, _dialect, _sql, TypedPaths.None).WriteStatement(relation, page: null, pivotValues: null);
            _sql.Append(") AS _query)");
        }
        else
        {
            _sql.Append(_dialect.Inline).Append("(SELECT * FROM ").Append(relation).Append(" AS _relation)");
        }

        var source = "_base";
        if (_plan.Shape != QueryShape.Spans)
        {
            WriteTraces(page);
            source = "_spans";
        }
        else if (_plan.Sampling is { } sampling)
        {
            WriteSample(sampling);
            source = "_sampled";
        }

        if (_plan.Shape == QueryShape.Summary)
        {
            new SummaryWriter(_sql, _dialect, new SummaryUse(_plan)).Write(_plan.SpanFilter is null ? page?.Roots : null);
            source = "_summary";
        }

        _sql.Append(" ");
        return source;
    }

    // Before unpivots, so that a row is drawn whole.
    private void WriteSample(Sampling sampling)
    {
        var (before, _) = SplitFilter();
        _sql.Append(", _sampled AS (SELECT * FROM _base");
        WriteWhere(before);
        _sql.Append(" ORDER BY ").Append(_dialect.Md5).Append("(concat(id, ").Parameter(sampling.Seed).Append(")), pagination_key LIMIT ").Parameter(sampling.Count).Append(")");
    }

    private void WriteFields(Inference inference, string source)
    {
        _sql.Append(", _looked").Append(_dialect.Kept).Append("(SELECT ").Join(", ", inference.Roots.Select((root, index) => (root, index)), item =>
        {
            _expressions.Write(item.root.Value);
            _sql.Append(" AS ").Append(Names.InferenceRoot(item.index));
        });
        WriteFromWhere(source);
        _sql.Append(" ORDER BY ").Append(Place).Append(" ").Append(Direction).Append(" LIMIT ").Parameter((long)inference.Budget).Append(")");
        _dialect.WriteFields(_sql, inference);
        WriteLimit();
    }

    private void WriteTraces(TracePage? page)
    {
        if (page is not null)
        {
            _sql.Append(", _traces AS (SELECT root_key, _place FROM ").Append(page.Places).Append(" AS _chosen)");
        }
        else
        {
            WriteChoice();
        }

        _sql.Append(", _spans").Append(_dialect.Inline).Append("(SELECT _base.*, _traces._place FROM _base JOIN _traces ON _base.root_key = _traces.root_key");
        if (_plan.SpanFilter is { } filter)
        {
            _sql.Append(" WHERE ");
            _expressions.WriteFilter(filter);
        }

        _sql.Append(")");
    }

    private void WriteChoice()
    {
        var source = "_base";
        if (_flags.Count > 0)
        {
            source = "_flagged";
            _sql.Append(", _flagged").Append(_dialect.Inline).Append("(SELECT *, ").Join(", ", _flags.Select((flag, index) => (flag, index)), item =>
            {
                _sql.Append(_dialect.AnyTrue).Append("(coalesce(");
                _expressions.WriteFilter(item.flag.Condition);
                _sql.Append(", FALSE)) OVER (PARTITION BY root_key) AS ").Append(Names.Flag(item.index));
            }).Append(" FROM _base)");
        }

        _sql.Append(", _traces").Append(_dialect.Kept).Append("(SELECT root_key, ").Append(_plan.IsDescending ? "max" : "min").Append("(pagination_key) AS _place FROM ").Append(source);
        if (_plan.Filter is { } filter)
        {
            _sql.Append(" WHERE ");
            _expressions.WriteFilter(filter);
        }

        _sql.Append(" GROUP BY root_key");
        if (_plan.Sampling is { } sampling)
        {
            _sql.Append(" ORDER BY ").Append(_dialect.Md5).Append("(concat(min(root_span_id), ").Parameter(sampling.Seed).Append(")), root_key LIMIT ").Parameter(sampling.Count);
        }

        if (_plan.IsPaged)
        {
            if (_plan.Cursor is { } cursor)
            {
                _sql.Append(_plan.IsDescending ? " HAVING _place < " : " HAVING _place > ").Parameter(cursor.Value);
            }

            _sql.Append(" ORDER BY _place ").Append(Direction);
            WriteLimit();
        }

        _sql.Append(")");
    }

    private void WriteRows(string source)
    {
        // A trace is one row in the summary shape, until it is unpivoted.
        if (_plan is { IsPaged: false, Limit: { } limit } && (_plan.Shape == QueryShape.Traces || _plan is { Shape: QueryShape.Summary, Unpivots.Count: > 0 }))
        {
            WriteRowsOfTraces(source, limit);
            return;
        }

        _sql.Append("SELECT ");
        new OutputWriter(_sql, _dialect, _plan, _expressions).WriteColumns(Place);
        WriteFromWhere(source);
        _sql.Append(" ORDER BY ");
        WriteOrder();
        if (_plan.Shape == QueryShape.Spans || !_plan.IsPaged)
        {
            WriteLimit();
        }
    }

    // The limit counts traces also when the rows are sorted: those whose first row comes first.
    private void WriteRowsOfTraces(string source, long limit)
    {
        _sql.Append("SELECT ").Join(", ", Enumerable.Range(0, _plan.Output.Count), i => _sql.Append(Names.Column(i)))
            .Append(" FROM (SELECT *, dense_rank() OVER (ORDER BY _first) AS _trace FROM (SELECT *, min(_number) OVER (PARTITION BY _root) AS _first FROM (SELECT ");
        new OutputWriter(_sql, _dialect, _plan, _expressions).WriteColumns(Place);
        _sql.Append(", ").Append(Names.Place).Append(" AS _root, row_number() OVER (ORDER BY ");
        WriteOrder();
        _sql.Append(") AS _number");
        WriteFromWhere(source);
        _sql.Append(") AS _numbered) AS _grouped) AS _ranked WHERE _trace <= ").Parameter(limit).Append(" ORDER BY _number");
    }

    private void WriteOrder()
    {
        foreach (var key in _plan.Sort)
        {
            WriteSortKey(key.Value, key.IsDescending);
        }

        _sql.Append(Place).Append(" ").Append(Direction);
        if (_plan.Shape == QueryShape.Traces)
        {
            _sql.Append(", pagination_key ").Append(Direction);
        }

        for (var i = 0; i < _plan.Unpivots.Count; i++)
        {
            _sql.Append(", ").Append(Names.UnpivotOrder(i));
        }
    }

    private void WriteSortKey(BoundExpression value, bool isDescending)
    {
        if (value is BoundConstant)
        {
            // It orders nothing, and engines take it for a position or refuse it.
            return;
        }

        var direction = isDescending ? " DESC NULLS LAST, " : " ASC NULLS LAST, ";
        if (value.Type == ColumnType.Json)
        {
            // Numbers in their order, then everything else as text.
            _expressions.Write(new BoundConvert(value, ColumnType.Number));
            _sql.Append(direction);
            _expressions.Write(new BoundConvert(value, ColumnType.Text));
        }
        else
        {
            _expressions.Write(value);
        }

        _sql.Append(direction);
    }

    // Several aggregates of one expression compute it once.
    private static int? FirstWith(Grouping grouping, BoundExpression? argument)
    {
        for (var i = 0; argument is not null && i < grouping.Aggregates.Count; i++)
        {
            if (argument.Equals(grouping.Aggregates[i].Argument))
            {
                return i;
            }
        }

        return null;
    }

    private void WriteGroups(Grouping grouping, string source, IReadOnlyList<string?>? pivotValues)
    {
        if (_plan.Pivot is null)
        {
            _sql.Append("SELECT ");
            new OutputWriter(_sql, _dialect, _plan, _expressions).WriteColumns("NULL");
            WriteGroupSource(grouping, source);
        }
        else
        {
            new PivotWriter(_sql, _dialect, _plan, _expressions).WriteRows(pivotValues ?? throw new ArgumentNullException(nameof(pivotValues)), () => WriteGroupSource(grouping, source));
        }

        WriteGroupOrder(_plan.Pivot?.KeyIndex ?? grouping.Keys.Count);
        WriteLimit();
    }

    private static List<double> Fractions(Grouping grouping, BoundExpression? argument) =>
        [.. grouping.Aggregates.Where(other => other.Function == AggregateFunction.Percentile && Equals(other.Argument, argument)).Select(other => other.Fraction).Distinct()];

    // What is only counted need not be read.
    private void WriteArgument(Grouping grouping, BoundExpression argument)
    {
        if (StorageColumns.Size(argument) is { } size && grouping.Aggregates.Where(other => argument.Equals(other.Argument)).All(other => other.Function == AggregateFunction.Count))
        {
            _sql.Append(size);
        }
        else
        {
            _expressions.Write(argument);
        }
    }

    private void WriteGroupSource(Grouping grouping, string source)
    {
        _sql.Append(" FROM (SELECT ")
            .Join(", ", Enumerable.Range(0, grouping.Keys.Count), i => _sql.Append(Names.Key(i)))
            .Append(grouping.Keys.Count > 0 && grouping.Aggregates.Count > 0 ? ", " : string.Empty)
            .Join(", ", Enumerable.Range(0, grouping.Aggregates.Count), i =>
            {
                var aggregate = grouping.Aggregates[i];
                AggregateWriter.Write(_sql, _dialect, aggregate, Names.Argument(FirstWith(grouping, aggregate.Argument) ?? i), Fractions(grouping, aggregate.Argument));
                _sql.Append(" AS ").Append(Names.Aggregate(i));
            })
            .Append(grouping.Keys.Count + grouping.Aggregates.Count == 0 ? "1" : string.Empty)
            .Append(" FROM (SELECT 1 AS _one");

        // Keys and arguments are computed before grouping: expressions with parameters cannot be recognised as equal after it.
        for (var i = 0; i < grouping.Keys.Count; i++)
        {
            _sql.Append(", ");
            _expressions.Write(grouping.Keys[i]);
            _sql.Append(" AS ").Append(Names.Key(i));
        }

        for (var i = 0; i < grouping.Aggregates.Count; i++)
        {
            if (grouping.Aggregates[i].Argument is { } argument && FirstWith(grouping, argument) == i)
            {
                _sql.Append(", ");
                WriteArgument(grouping, argument);
                _sql.Append(" AS ").Append(Names.Argument(i));
            }
        }

        WriteFromWhere(source, isGrouped: true);
        _sql.Append(") AS _rows");
        if (grouping.Keys.Count > 0)
        {
            _sql.Append(" GROUP BY ").Join(", ", Enumerable.Range(0, grouping.Keys.Count), i => _sql.Append(Names.Key(i)));
        }

        _sql.Append(") AS _groups");
        if (_plan.Having is { } having)
        {
            _sql.Append(" WHERE ");
            _expressions.WriteFilter(having);
        }
    }

    // What the query leaves open is settled by the keys, so that the same question gets the same answer.
    private void WriteGroupOrder(int keys)
    {
        if (_plan.Sort.Count + keys == 0)
        {
            return;
        }

        _sql.Append(" ORDER BY ");
        foreach (var key in _plan.Sort)
        {
            WriteSortKey(key.Value, key.IsDescending);
        }

        _sql.Join(", ", Enumerable.Range(0, keys), i => _sql.Append(Names.Key(i)).Append(" NULLS LAST"))
            .Append(keys == 0 ? "1" : string.Empty);
    }

    private void WriteFromWhere(string source, bool isGrouped = false)
    {
        var (before, after) = SplitFilter();
        before = _plan.Sampling is null ? before : [];
        _sql.Append(" FROM ");
        UnpivotWriter.Write(_sql, _dialect, _expressions, _plan.Unpivots, () =>
        {
            _sql.Append(source);
            if (_plan.Unpivots.Count > 0)
            {
                WriteWhere(before);
            }
        });
        WriteWhere([.. _plan.Unpivots.Count > 0 ? [] : before, .. after, .. !isGrouped && _plan.Having is { } having ? [having] : Array.Empty<BoundExpression>()]);
    }

    private void WriteWhere(IReadOnlyList<BoundExpression> conditions)
    {
        var hasCursor = _plan is { Shape: QueryShape.Spans, IsPaged: true, Cursor: not null };
        if (conditions.Count == 0 && !hasCursor)
        {
            return;
        }

        _sql.Append(" WHERE ").Join(" AND ", conditions, _expressions.WriteFilter);
        if (hasCursor)
        {
            _sql.Append(conditions.Count > 0 ? " AND " : string.Empty)
                .Append(_plan.IsDescending ? "pagination_key < " : "pagination_key > ")
                .Parameter(_plan.Cursor!.Value.Value);
        }
    }

    // In the other shapes the filter has chosen the traces already.
    private (IReadOnlyList<BoundExpression> Before, IReadOnlyList<BoundExpression> After) SplitFilter()
    {
        if (_plan.Shape != QueryShape.Spans || _plan.Filter is not { } filter)
        {
            return ([], []);
        }

        IReadOnlyList<BoundExpression> terms = filter is BoundLogical { IsAnd: true } and ? and.Operands : [filter];
        return _plan.Unpivots.Count == 0
            ? (terms, [])
            : ([.. terms.Where(t => !UnpivotWriter.Uses(t))], [.. terms.Where(UnpivotWriter.Uses)]);
    }

    private void WriteLimit()
    {
        if (_plan.Limit is { } limit)
        {
            _sql.Append(" LIMIT ").Parameter(limit);
        }
    }
}
