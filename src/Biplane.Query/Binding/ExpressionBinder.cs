using System.Globalization;
using Biplane.Model.Rows;
using Biplane.Model.Search;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>
/// Gives names and types to an expression. A finding yields a null constant in the expression's place, so that one pass finds all.
/// Aggregates are bound where they stand; whether they may stand there is the grouping's business.
/// </summary>
internal sealed class ExpressionBinder
{
    private readonly BindingContext _context;
    private readonly NameBinder _names;
    private readonly ComparisonBinder _comparisons;
    private readonly FunctionBinder _functions;

    public ExpressionBinder(BindingContext context)
    {
        _context = context;
        _comparisons = new ComparisonBinder(context.Diagnostics);
        _names = new NameBinder(context, this);
        _functions = new FunctionBinder(context, this, _comparisons);
    }

    /// <summary>Columns that unpivots have made so far.</summary>
    public List<(string Name, BoundUnpivoted Column)> Unpivoted => _names.Unpivoted;

    /// <summary>See <see cref="NameBinder.WithWeights"/>.</summary>
    public BoundExpression WithWeights(BoundExpression value, NamePlace place) => _names.WithWeights(value, place);

    public BoundExpression Bind(Expression expression, NamePlace place) => expression switch
    {
        LiteralExpression literal => BindLiteral(literal),
        PathExpression path => _names.Bind(path, place),
        LogicalExpression logical => BindLogical(logical, place),
        UnaryExpression unary => BindUnary(unary, place),
        BinaryExpression binary => BindBinary(binary, place),
        ConditionalExpression conditional => BindConditional(conditional, place),
        CallExpression call => _functions.Bind(call, place),
        IntervalExpression => Error(DiagnosticCodes.TypeMismatch, "A length of time can only be added to or taken from a time.", expression),
        ArrayExpression => Error(DiagnosticCodes.TypeMismatch, "A list of values can only stand right of IN or INCLUDES.", expression),
        _ => Error(DiagnosticCodes.Syntax, "'*' can only stand in a select list or in count(*).", expression),
    };

    /// <summary>Binds something that has to be true or false.</summary>
    public BoundExpression BindCondition(Expression expression, NamePlace place)
    {
        var bound = Bind(expression, place);
        if (bound.Type == ColumnType.Boolean)
        {
            return bound;
        }

        return Conversions.To(bound, ColumnType.Boolean)
            ?? Error(DiagnosticCodes.TypeMismatch, $"Expected a condition but found a {ComparisonBinder.Name(bound.Type)}.", expression);
    }

    public BoundExpression BindAs(Expression expression, ColumnType type, NamePlace place)
    {
        var bound = Bind(expression, place);
        return Conversions.To(bound, type)
            ?? Error(DiagnosticCodes.TypeMismatch, $"Expected a {ComparisonBinder.Name(type)} but found a {ComparisonBinder.Name(bound.Type)}.", expression);
    }

    /// <summary>A column, or a member of it, that a call stands for.</summary>
    public BoundExpression BindMember(CallExpression call, ColumnType type, NamePlace place, params string[] names) =>
        BindAs(new PathExpression([.. names.Select(PathStep.Member)]) { Span = call.Span }, type, place);

    public BoundExpression Error(string code, string message, Expression at, string? hint = null)
    {
        _context.Diagnostics.Error(code, message, at.Span, hint);
        return BoundConstant.Null;
    }

    private BoundExpression BindLiteral(LiteralExpression literal)
    {
        switch (literal.Kind)
        {
            case LiteralKind.Null:
                return BoundConstant.Null;
            case LiteralKind.True or LiteralKind.False:
                return BoundConstant.Of(literal.Kind == LiteralKind.True);
            case LiteralKind.String:
                return BoundConstant.Of(literal.Text);
            case LiteralKind.Object:
                return new BoundConstant(literal.Text, ColumnType.Json);
            default:
                // Whole numbers keep 64 bits, because transaction ids may be written without quotes.
                if (long.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                {
                    return new BoundConstant(whole, ColumnType.Integer);
                }

                return double.TryParse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                    ? BoundConstant.Of(number)
                    : Error(DiagnosticCodes.BadLiteral, "The number is too large.", literal);
        }
    }

    private BoundLogical BindLogical(LogicalExpression logical, NamePlace place) =>
        new(logical.IsAnd, [.. logical.Operands.Select(operand => BindCondition(operand, place))]);

    private BoundExpression BindUnary(UnaryExpression unary, NamePlace place) => unary.Operator switch
    {
        UnaryOperator.Not => new BoundNot(BindCondition(unary.Operand, place)),
        UnaryOperator.IsNull => new BoundIsNull(Bind(unary.Operand, place)),
        UnaryOperator.IsNotNull => new BoundNot(new BoundIsNull(Bind(unary.Operand, place))),
        _ => new BoundNegate(BindAs(unary.Operand, ColumnType.Number, place)),
    };

    private BoundExpression BindBinary(BinaryExpression binary, NamePlace place)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo:
                return BindArithmetic(binary, place);
            case BinaryOperator.Like or BinaryOperator.ILike:
                return BindLike(binary, place);
            case BinaryOperator.Match:
                return BindMatch(Bind(binary.Left, place), binary.Right);
            case BinaryOperator.Includes:
                return BindIncludes(binary.Left, binary.Right, place);
            case BinaryOperator.In:
                return BindIn(binary, place);
            default:
                return BindComparison(binary, place);
        }
    }

    private BoundExpression BindComparison(BinaryExpression binary, NamePlace place)
    {
        var left = Bind(binary.Left, place);
        if (left is BoundEach && binary is { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Right: LiteralExpression { Kind: not (LiteralKind.Null or LiteralKind.Object) } })
        {
            // A comparison with many values holds when it does for any of them.
            var any = Includes(left, binary.Right, place);
            return binary.Operator == BinaryOperator.Equal ? any : new BoundNot(any);
        }

        return _comparisons.Compare(binary.Operator, left, Bind(binary.Right, place), binary.Span);
    }

    private BoundExpression BindArithmetic(BinaryExpression binary, NamePlace place)
    {
        if (Interval(binary.Right) is { } interval && binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract)
        {
            var amount = binary.Operator == BinaryOperator.Add ? interval.Amount : -interval.Amount;
            var time = BindAs(binary.Left, ColumnType.Timestamp, place);
            return TimeShift.Of(time, amount, interval.Unit)
                ?? Error(DiagnosticCodes.BadLiteral, "The length of time leads out of the calendar.", binary.Right);
        }

        var op = binary.Operator switch
        {
            BinaryOperator.Add => ArithmeticOperator.Add,
            BinaryOperator.Subtract => ArithmeticOperator.Subtract,
            BinaryOperator.Multiply => ArithmeticOperator.Multiply,
            BinaryOperator.Divide => ArithmeticOperator.Divide,
            _ => ArithmeticOperator.Modulo,
        };
        return new BoundArithmetic(op, BindAs(binary.Left, ColumnType.Number, place), BindAs(binary.Right, ColumnType.Number, place));
    }

    // to_interval('7 day') is the length of time that the text says.
    private static IntervalExpression? Interval(Expression expression) => expression switch
    {
        IntervalExpression interval => interval,
        CallExpression { Arguments: [LiteralExpression { Kind: LiteralKind.String, Text: var text }] } call when call.Name.Equals("to_interval", StringComparison.OrdinalIgnoreCase) =>
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var amount, var unit]
            && long.TryParse(amount, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && IntervalUnits.Parse(unit) is { } known
                ? new IntervalExpression(number, known) { Span = call.Span }
                : null,
        _ => null,
    };

    private BoundExpression BindLike(BinaryExpression binary, NamePlace place)
    {
        var operand = BindAs(binary.Left, ColumnType.Text, place);
        if (binary.Right is not LiteralExpression { Kind: LiteralKind.String, Text: var pattern })
        {
            return Error(DiagnosticCodes.BadArguments, "The pattern of LIKE has to be a string.", binary.Right);
        }

        // A backslash at the end has nothing to take the meaning from: it stands for itself.
        var trailing = pattern.Length - pattern.TrimEnd('\\').Length;
        return new BoundLike(operand, trailing % 2 == 1 ? pattern + '\\' : pattern, binary.Operator == BinaryOperator.ILike);
    }

    public BoundExpression BindMatch(BoundExpression operand, Expression words)
    {
        if (words is not LiteralExpression { Kind: LiteralKind.String, Text: var text })
        {
            return Error(DiagnosticCodes.BadArguments, "The words of MATCH have to be a string.", words);
        }

        return new BoundMatch(operand.Type is ColumnType.Json or ColumnType.Text ? operand : Conversions.To(operand, ColumnType.Text)!, [.. SearchTerms.Of(text).Select(phrase => new EquatableList<string>([.. phrase]))]);
    }

    public BoundExpression BindIncludes(Expression left, Expression right, NamePlace place)
    {
        var haystack = Bind(left, place);
        return haystack.Type == ColumnType.Json
            ? Includes(haystack, right, place)
            : Error(DiagnosticCodes.TypeMismatch, $"INCLUDES looks into an array, not into a {ComparisonBinder.Name(haystack.Type)}.", left);
    }

    private BoundExpression Includes(BoundExpression haystack, Expression right, NamePlace place)
    {
        IReadOnlyList<Expression> needles = right is ArrayExpression array ? array.Items : [right];
        var terms = new List<BoundExpression>();
        foreach (var needle in needles)
        {
            var bound = Bind(needle, place);
            if (bound is not BoundConstant { Value: not null } constant)
            {
                return Error(DiagnosticCodes.BadArguments, "INCLUDES looks for a string, a number, a truth value, or a list of them.", needle);
            }

            terms.Add(new BoundIncludes(haystack, constant.Type == ColumnType.Integer ? (BoundConstant)Conversions.To(constant, ColumnType.Number)! : constant));
        }

        return terms.Count switch
        {
            0 => BoundConstant.Of(true),
            1 => terms[0],
            _ => new BoundLogical(IsAnd: true, [.. terms]),
        };
    }

    private BoundExpression BindIn(BinaryExpression binary, NamePlace place)
    {
        // Both readers make sure of the list; a tree from code might not.
        var list = binary.Right as ArrayExpression ?? new ArrayExpression([binary.Right]);
        var operand = Bind(binary.Left, place);
        if (operand is BoundColumn { Column.Name: "tags" or "span_parents" } or BoundInner { Name: "tags" or "span_parents", Type: ColumnType.Json } or BoundEach)
        {
            // These columns are arrays: IN asks for any of the values among their elements.
            var terms = list.Items.Select(item => Includes(operand, item, place)).ToArray();
            return terms.Length switch { 0 => BoundConstant.Of(false), 1 => terms[0], _ => new BoundLogical(IsAnd: false, [.. terms]) };
        }

        return _comparisons.In(operand, [.. list.Items.Select(item => Bind(item, place))], binary.Span);
    }

    private BoundConditional BindConditional(ConditionalExpression conditional, NamePlace place)
    {
        var conditions = conditional.Branches.Select(b => BindCondition(b.Condition, place)).ToArray();
        var results = UnifyTypes([.. conditional.Branches.Select(b => Bind(b.Result, place)), Bind(conditional.Otherwise, place)]);
        return new BoundConditional([.. conditions.Select((c, i) => new BoundBranch(c, results[i]))], results[^1], results[^1].Type);
    }

    /// <summary>Brings values to the one type they have in common, JSON if there is no narrower one.</summary>
    public static IReadOnlyList<BoundExpression> UnifyTypes(IReadOnlyList<BoundExpression> values)
    {
        ColumnType? common = null;
        foreach (var value in values)
        {
            if (value is not BoundConstant { Value: null })
            {
                common = common is { } known ? Conversions.Common(known, value.Type) : value.Type;
            }
        }

        var type = common ?? ColumnType.Json;
        return [.. values.Select(value => Conversions.To(value, type)!)];
    }
}
