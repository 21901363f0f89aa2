using Biplane.Query.Functions;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Storage.Sql;

/// <summary>Functions and conditions of one row that engines have functions of their own for.</summary>
internal abstract class CallWriter(SqlText sql, ExpressionWriter expressions, JsonWriter json)
{
    protected SqlText Sql { get; } = sql;

    protected ExpressionWriter Expressions { get; } = expressions;

    protected JsonWriter Json { get; } = json;

    public void Write(BoundCall call)
    {
        switch (call.Function)
        {
            case ScalarFunction.Length:
                Length(call.Arguments[0]);
                break;
            case ScalarFunction.ByteSize:
                ByteSize(call.Arguments[0]);
                break;
            case ScalarFunction.JsonExtract:
                JsonExtract(call.Arguments[0], (string)((BoundConstant)call.Arguments[1]).Value!);
                break;
            case ScalarFunction.Round:
                Round(call.Arguments[0], call.Arguments[1]);
                break;
            case ScalarFunction.Concat:
                Concat(call.Arguments);
                break;
            case ScalarFunction.SpanCost:
                SpanCost(() => CostArguments(call), (string)((BoundConstant)call.Arguments[3]).Value!);
                break;
            case ScalarFunction.SpanCostBreakdown:
                SpanCostBreakdown(() => CostArguments(call));
                break;
            default:
                Sql.Append(Name(call.Function)).Append("(").Join(", ", call.Arguments, Expressions.Write).Append(")");
                break;
        }
    }

    /// <summary>A time moved; out of the calendar is NULL, not an error.</summary>
    public abstract void Shift(BoundShift shift);

    public abstract void Truncate(BoundTruncate truncate);

    public abstract void Includes(BoundIncludes includes);

    public abstract void Like(BoundLike like);

    /// <summary>Whether there are all phrases, of which there is at least one.</summary>
    public abstract void Match(BoundMatch match);

    /// <summary>Where a field has what is sought; 0 where an engine cannot tell the place.</summary>
    public abstract void Find(BoundFind find);

    /// <summary>Where multiples of a unit count from: a Monday at midnight.</summary>
    protected static DateTime CountStart { get; } = new(2000, 1, 3, 0, 0, 0, DateTimeKind.Utc);

    protected abstract void Length(BoundExpression value);

    /// <summary>The bytes of a text.</summary>
    protected abstract SqlForm BytesOf { get; }

    /// <summary>A number of a storage column as those that queries compute with.</summary>
    protected abstract SqlForm AsInteger { get; }

    protected abstract void JsonExtract(BoundExpression text, string key);

    protected abstract void Round(BoundExpression number, BoundExpression digits);

    /// <summary>Texts joined; a NULL counts as empty.</summary>
    protected abstract void Concat(IEnumerable<BoundExpression> texts);

    /// <summary>A part of what a span costs.</summary>
    /// <param name="writeArguments">Writes metrics, model and purpose with commas between; only the metrics may be NULL.</param>
    /// <param name="component">Which part.</param>
    protected abstract void SpanCost(Action writeArguments, string component);

    /// <summary>All parts as JSON text.</summary>
    protected abstract void SpanCostBreakdown(Action writeArguments);

    protected virtual string Name(ScalarFunction function) => function switch
    {
        ScalarFunction.Lower => "lower",
        ScalarFunction.Upper => "upper",
        ScalarFunction.Coalesce => "coalesce",
        ScalarFunction.Least => "least",
        ScalarFunction.Greatest => "greatest",
        ScalarFunction.Absolute => "abs",
        ScalarFunction.Floor => "floor",
        ScalarFunction.Ceiling => "ceil",
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not a plain function."),
    };

    private void ByteSize(BoundExpression value)
    {
        if (StorageColumns.Size(value) is { } size)
        {
            Sql.Wrap(AsInteger, () => Sql.Append(size));
        }
        else
        {
            Sql.Wrap(BytesOf, () => Json.Text(value));
        }
    }

    private void CostArguments(BoundCall call)
    {
        Json.Text(call.Arguments[0]);
        foreach (var text in call.Arguments.Skip(1).Take(2))
        {
            Sql.Append(", coalesce(");
            if (StorageColumns.StringOf(text) is { } typed)
            {
                Sql.Append(typed);
            }
            else
            {
                Expressions.Write(text);
            }

            Sql.Append(", '')");
        }
    }

    /// <summary>The length of a unit that has one length.</summary>
    protected static long Microseconds(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Microsecond => 1,
        IntervalUnit.Millisecond => 1_000,
        IntervalUnit.Second => 1_000_000,
        IntervalUnit.Minute => 60_000_000,
        IntervalUnit.Hour => 3_600_000_000,
        IntervalUnit.Day => 86_400_000_000,
        _ => 604_800_000_000,
    };
}
