using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>
/// Bound expressions as SQL over the storage columns (or, for expressions over groups, over <c>k0…</c> and <c>a0…</c>).
/// Invariant: no value of any row makes the SQL fail; what cannot be computed is NULL.
/// </summary>
internal sealed class ExpressionWriter
{
    private readonly SqlText _sql;
    private readonly SqlDialect _dialect;
    private readonly QueryPlan _plan;
    private readonly IReadOnlyList<BoundAnySpan> _flags;
    private readonly JsonWriter _json;
    private readonly ConversionWriter _conversions;
    private readonly ComparisonWriter _comparisons;
    private readonly CallWriter _calls;

    /// <param name="sql">Where to write.</param>
    /// <param name="dialect">The engine's words.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="flags">The conditions on any span of a trace that have columns of their own.</param>
    /// <param name="held">The paths about which the typed columns of all rows say all.</param>
    public ExpressionWriter(SqlText sql, SqlDialect dialect, QueryPlan plan, IReadOnlyList<BoundAnySpan> flags, TypedPaths held = TypedPaths.None)
    {
        _sql = sql;
        _dialect = dialect;
        _plan = plan;
        _flags = flags;
        Held = held;
        _json = dialect.Json(sql, this);
        _conversions = new ConversionWriter(sql, dialect, this, _json);
        _comparisons = new ComparisonWriter(sql, dialect, this, _json);
        _calls = dialect.Calls(sql, this, _json);
    }

    /// <summary>The paths about which the typed columns of all rows say all: what they start in need not be looked at for them.</summary>
    public TypedPaths Held { get; }

    /// <summary>Where NULL and FALSE mean the same: the top of a filter and the conditions of cases.</summary>
    public void WriteFilter(BoundExpression condition) => WriteCondition(condition, nullIsFalse: true);

    /// <summary>A value of the expression's type. JSON is text in which a JSON null is NULL.</summary>
    public void Write(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundConstant constant:
                WriteConstant(constant);
                break;
            case BoundColumn { Column.IsInExtra: true } or BoundPath:
                _json.Text(expression);
                break;
            case BoundColumn column:
                _sql.Append(StorageColumns.Read(column.Column, _plan));
                break;
            case BoundInner inner:
                _sql.Append(Names.Inner(inner.Index));
                break;
            case BoundObjectWith composed:
                _dialect.WriteObjectWith(
                    _sql,
                    () => Write(composed.Object),
                    [.. composed.Members.Select(m => new ObjectMember(() => _sql.Parameter(m.Name), () => Write(m.Value), m.Value.Type))]);
                break;
            case BoundEach each:
                _json.Each(each);
                break;
            case BoundUnpivoted unpivoted:
                _sql.Append(Names.Unpivoted(unpivoted));
                break;
            case BoundGroupKey key:
                _sql.Append(Names.Key(key.Index));
                break;
            case BoundAggregateResult aggregate:
                _sql.Append(Names.Aggregate(aggregate.Index));
                break;
            case BoundConvert convert:
                _conversions.Write(convert);
                break;
            case BoundNegate negate:
                _sql.Append("(-(");
                Write(negate.Operand);
                _sql.Append("))");
                break;
            case BoundArithmetic arithmetic:
                WriteArithmetic(arithmetic);
                break;
            case BoundShift shift:
                _calls.Shift(shift);
                break;
            case BoundTruncate truncate:
                _calls.Truncate(truncate);
                break;
            case BoundConditional conditional:
                WriteConditional(conditional);
                break;
            case BoundCall call when StorageColumns.Computed(call) is { } computed:
                _sql.Append(computed);
                break;
            case BoundCall call:
                _calls.Write(call);
                break;
            case BoundFind find:
                _calls.Find(find);
                break;
            case BoundLogical or BoundNot or BoundIsNull or BoundComparison or BoundIn or BoundLike or BoundMatch or BoundIncludes or BoundChance or BoundAnySpan:
                WriteCondition(expression, nullIsFalse: false);
                break;
            default:
                // Not left to the conditions, which leave to this what they do not know: the process would not survive it.
                throw new InvalidOperationException($"{expression.GetType().Name} has no value in a row.");
        }
    }

    public void WriteCondition(BoundExpression condition, bool nullIsFalse)
    {
        switch (condition)
        {
            case BoundLogical logical:
                _sql.Append("(").Join(logical.IsAnd ? " AND " : " OR ", logical.Operands, operand => WriteCondition(operand, nullIsFalse)).Append(")");
                break;
            case BoundNot { Operand: BoundIsNull isNull }:
                WriteIsNull(isNull.Operand, isNegated: true);
                break;
            case BoundNot not:
                // NOT tells NULL from FALSE.
                _sql.Append("(NOT ");
                WriteCondition(not.Operand, nullIsFalse: false);
                _sql.Append(")");
                break;
            case BoundIsNull isNull:
                WriteIsNull(isNull.Operand, isNegated: false);
                break;
            case BoundComparison comparison:
                _comparisons.Write(comparison, nullIsFalse);
                break;
            case BoundIn list:
                _comparisons.Write(list, nullIsFalse);
                break;
            case BoundLike like:
                _calls.Like(like);
                break;
            case BoundMatch match:
                WriteMatch(match);
                break;
            case BoundIncludes includes:
                _calls.Includes(includes);
                break;
            case BoundChance chance:
                _sql.Append("(left(").Append(_dialect.Md5).Append("(concat(");
                Write(chance.Key);
                _sql.Append(", ").Parameter(chance.Seed).Append(")), ").Append(BoundChance.Digits.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append(") < ").Parameter(chance.Bound).Append(")");
                break;
            case BoundAnySpan any:
                _sql.Append(Names.Flag(_flags.ToList().IndexOf(any)));
                break;
            default:
                Write(condition);
                break;
        }
    }

    private void WriteConstant(BoundConstant constant)
    {
        switch (constant.Value)
        {
            case null:
                _sql.Append("CAST(NULL AS ").Append(_dialect.TypeName(constant.Type)).Append(")");
                break;
            case bool flag:
                _sql.Append(flag ? "TRUE" : "FALSE");
                break;
            default:
                _sql.Parameter(constant.Value);
                break;
        }
    }

    private void WriteIsNull(BoundExpression operand, bool isNegated)
    {
        _sql.Append("(");
        if (operand.Type == ColumnType.Json)
        {
            _json.IsNull(operand, isNegated);
        }
        else
        {
            Write(operand);
            _sql.Append(isNegated ? " IS NOT NULL" : " IS NULL");
        }

        _sql.Append(")");
    }

    private void WriteMatch(BoundMatch match)
    {
        if (match.Phrases.Count == 0)
        {
            _sql.Append("FALSE");
            return;
        }

        _calls.Match(match);
    }

    private void WriteArithmetic(BoundArithmetic arithmetic)
    {
        var divides = arithmetic.Operator is ArithmeticOperator.Divide or ArithmeticOperator.Modulo;
        _sql.Append("biplane_finite((");
        Write(arithmetic.Left);
        _sql.Append(arithmetic.Operator switch
        {
            ArithmeticOperator.Add => ") + (",
            ArithmeticOperator.Subtract => ") - (",
            ArithmeticOperator.Multiply => ") * (",
            ArithmeticOperator.Divide => ") / nullif(",
            _ => ") % nullif(",
        });
        Write(arithmetic.Right);
        _sql.Append(divides ? ", 0)" : ")").Append(")");
    }

    private void WriteConditional(BoundConditional conditional)
    {
        _sql.Append("CASE");
        foreach (var branch in conditional.Branches)
        {
            _sql.Append(" WHEN ");
            WriteFilter(branch.Condition);
            _sql.Append(" THEN ");
            Write(branch.Result);
        }

        _sql.Append(" ELSE ");
        Write(conditional.Otherwise);
        _sql.Append(" END");
    }
}
