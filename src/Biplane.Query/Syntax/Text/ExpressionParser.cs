using System.Globalization;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax.Text;

/// <summary>
/// Expressions of both dialects: Pratt's method over <see cref="Operators"/>.
/// Invariant: the height of a tree that comes out is at most <see cref="MaxHeight"/>, so that later passes may recurse.
/// </summary>
internal sealed class ExpressionParser(TokenStream tokens)
{
    /// <summary>How deep an expression may nest.</summary>
    public const int MaxHeight = 200;

    private int _depth;

    // The height of the expression that was returned last.
    private int _height;

    public Expression Parse() => Parse(Precedence.Conditional);

    public EquatableList<Expression> ParseList(string closing)
    {
        var items = new List<Expression>();
        var height = 0;
        if (!tokens.Current.IsSymbol(closing))
        {
            do
            {
                items.Add(Parse());
                height = Math.Max(height, _height);
            }
            while (tokens.TakeSymbol(","));
        }

        tokens.ExpectSymbol(closing);
        _height = height;
        return [.. items];
    }

    private Expression Parse(Precedence minimum)
    {
        if (++_depth > MaxHeight)
        {
            FailTooDeep();
            _depth--;
            return LiteralExpression.Null;
        }

        var start = tokens.Current.Span;
        var left = ParsePrefix();
        while (!tokens.HasFailed && ParseInfix(left, minimum) is { } longer)
        {
            left = longer with { Span = SourceSpan.Cover(start, tokens.Previous.Span) };
        }

        _depth--;
        return left;
    }

    private Expression? ParseInfix(Expression left, Precedence minimum)
    {
        var token = tokens.Current;
        if (token.IsWord("and") || token.IsSymbol("&&"))
        {
            return minimum <= Precedence.And ? ParseLogical(left, isAnd: true) : null;
        }

        if (token.IsWord("or") || token.IsSymbol("||"))
        {
            return minimum <= Precedence.Or ? ParseLogical(left, isAnd: false) : null;
        }

        if (token.IsSymbol("?"))
        {
            return minimum <= Precedence.Conditional ? ParseTernary(left) : null;
        }

        if (minimum <= Precedence.Comparison && ParsePredicate(left) is { } predicate)
        {
            return predicate;
        }

        if (token.Kind is not (TokenKind.Symbol or TokenKind.Name) || Operators.Find(token.Text) is not { } op || op.Precedence < minimum)
        {
            return null;
        }

        tokens.Advance();
        return ParseRight(left, op);
    }

    private BinaryExpression ParseRight(Expression left, InfixOperator op)
    {
        var height = _height;
        Expression right;
        if (op.Operator == BinaryOperator.In && tokens.TakeSymbol("("))
        {
            right = new ArrayExpression(ParseList(")"));
        }
        else
        {
            right = Parse(op.Precedence + 1);
            if (op.Operator == BinaryOperator.In && right is not ArrayExpression)
            {
                tokens.FailWith(DiagnosticCodes.BadArguments, "IN needs a list of values.", "Write for example: IN ('a', 'b').");
            }
        }

        Grow(height);
        return new BinaryExpression(op.Operator, left, right);
    }

    // IS [NOT], NOT IN and its kin, BETWEEN: what is not "operator, operand".
    private Expression? ParsePredicate(Expression left)
    {
        var token = tokens.Current;
        if (token.IsWord("is"))
        {
            tokens.Advance();
            return ParseIs(left);
        }

        if (token.IsWord("between"))
        {
            tokens.Advance();
            return ParseBetween(left);
        }

        if (!token.IsWord("not") || tokens.Next.Kind != TokenKind.Name)
        {
            return null;
        }

        if (tokens.Next.IsWord("between"))
        {
            tokens.Advance();
            tokens.Advance();
            return new UnaryExpression(UnaryOperator.Not, ParseBetween(left));
        }

        if (Operators.Find(tokens.Next.Text) is not { } op || !Operators.TakesNot(op.Operator))
        {
            return null;
        }

        tokens.Advance();
        tokens.Advance();
        var positive = ParseRight(left, op);
        Grow(_height);
        return new UnaryExpression(UnaryOperator.Not, positive);
    }

    private Expression ParseIs(Expression left)
    {
        var height = _height;
        var isNegated = tokens.TakeWord("not");
        if (tokens.TakeWord("null"))
        {
            Grow(height);
            return new UnaryExpression(isNegated ? UnaryOperator.IsNotNull : UnaryOperator.IsNull, left);
        }

        var right = Parse(Precedence.Additive);
        Grow(height);
        return new BinaryExpression(isNegated ? BinaryOperator.NullSafeNotEqual : BinaryOperator.NullSafeEqual, left, right);
    }

    private LogicalExpression ParseBetween(Expression value)
    {
        var height = _height;
        var low = Parse(Precedence.Additive);
        height = Math.Max(height, _height);
        tokens.ExpectWord("and");
        var high = Parse(Precedence.Additive);
        Grow(height);
        Grow(_height);
        return new LogicalExpression(
            IsAnd: true,
            [new BinaryExpression(BinaryOperator.GreaterOrEqual, value, low), new BinaryExpression(BinaryOperator.LessOrEqual, value, high)]);
    }

    private LogicalExpression ParseLogical(Expression left, bool isAnd)
    {
        var operands = new List<Expression> { left };
        var height = _height;
        while (isAnd ? tokens.TakeWord("and") || tokens.TakeSymbol("&&") : tokens.TakeWord("or") || tokens.TakeSymbol("||"))
        {
            operands.Add(Parse((isAnd ? Precedence.And : Precedence.Or) + 1));
            height = Math.Max(height, _height);
        }

        Grow(height);
        return new LogicalExpression(isAnd, [.. operands]);
    }

    private ConditionalExpression ParseTernary(Expression condition)
    {
        var branches = new List<ConditionalBranch>();
        var height = _height;
        Expression otherwise;
        do
        {
            tokens.ExpectSymbol("?");
            var result = Parse(Precedence.Or);
            height = Math.Max(height, _height);
            branches.Add(new ConditionalBranch(condition, result));
            tokens.ExpectSymbol(":");
            otherwise = condition = Parse(Precedence.Or);
            height = Math.Max(height, _height);
        }
        while (tokens.Current.IsSymbol("?"));

        Grow(height);
        return new ConditionalExpression([.. branches], otherwise);
    }

    private Expression ParsePrefix()
    {
        var token = tokens.Current;
        _height = 1;
        switch (token.Kind)
        {
            case TokenKind.String:
                tokens.Advance();
                return LiteralExpression.String(token.Text) with { Span = token.Span };
            case TokenKind.Number:
                tokens.Advance();
                return new LiteralExpression(LiteralKind.Number, token.Text) { Span = token.Span };
            case TokenKind.JsonObject:
                tokens.Advance();
                return new LiteralExpression(LiteralKind.Object, token.Text) { Span = token.Span };
            case TokenKind.QuotedName when !tokens.Next.IsSymbol(".") && !tokens.Next.IsSymbol("["):
                tokens.Advance();
                return LiteralExpression.String(token.Text) with { Span = token.Span };
            case TokenKind.QuotedName:
                return ParsePath();
            case TokenKind.Name:
                return ParseWord();
            default:
                return ParsePrefixSymbol();
        }
    }

    private Expression ParsePrefixSymbol()
    {
        var start = tokens.Current.Span;
        if (tokens.TakeSymbol("("))
        {
            var inner = Parse();
            tokens.ExpectSymbol(")");
            return inner;
        }

        if (tokens.TakeSymbol("["))
        {
            return new ArrayExpression(ParseList("]")) { Span = SourceSpan.Cover(start, tokens.Previous.Span) };
        }

        if (tokens.TakeSymbol("*"))
        {
            return new StarExpression { Span = start };
        }

        if (tokens.TakeSymbol("!"))
        {
            return ParseUnary(UnaryOperator.Not, Precedence.Not, start);
        }

        if (!tokens.TakeSymbol("-"))
        {
            tokens.Fail("Expected a value");
            return LiteralExpression.Null;
        }

        var number = tokens.Current;
        if (number.Kind == TokenKind.Number)
        {
            tokens.Advance();
            return new LiteralExpression(LiteralKind.Number, "-" + number.Text) { Span = SourceSpan.Cover(start, number.Span) };
        }

        return ParseUnary(UnaryOperator.Negate, Precedence.Negation, start);
    }

    private Expression ParseWord()
    {
        var word = tokens.Current;
        var next = tokens.Next;
        var isPath = next.IsSymbol(".") || (next.IsSymbol("[") && !word.IsWord("not"));
        if (next.IsSymbol("(") && !word.IsWord("not"))
        {
            return ParseCall();
        }

        if (isPath)
        {
            return ParsePath();
        }

        switch (word.Text.ToUpperInvariant())
        {
            case "NULL":
                tokens.Advance();
                return LiteralExpression.Null with { Span = word.Span };
            case "TRUE" or "FALSE":
                tokens.Advance();
                return LiteralExpression.Boolean(word.IsWord("true")) with { Span = word.Span };
            case "NOT":
                tokens.Advance();
                return ParseUnary(UnaryOperator.Not, Precedence.Not, word.Span);
            case "ISNULL" or "ISNOTNULL":
                tokens.Advance();
                return ParseUnary(word.IsWord("isnull") ? UnaryOperator.IsNull : UnaryOperator.IsNotNull, Precedence.Negation, word.Span);
            case "CASE":
                tokens.Advance();
                return ParseCase(word.Span);
            case "INTERVAL" when next.Kind is TokenKind.Number or TokenKind.String || next.IsSymbol("-"):
                tokens.Advance();
                return ParseInterval(word.Span);
            case "FROM" or "WHERE" or "HAVING" or "GROUP" or "ORDER" when SqlWords.StartsClause(tokens):
                tokens.Fail("Expected a value");
                return LiteralExpression.Null;
            default:
                return ParsePath();
        }
    }

    private UnaryExpression ParseUnary(UnaryOperator op, Precedence precedence, SourceSpan start)
    {
        var operand = Parse(precedence);
        Grow(_height);
        return new UnaryExpression(op, operand) { Span = SourceSpan.Cover(start, tokens.Previous.Span) };
    }

    private PathExpression ParsePath()
    {
        var first = tokens.Advance();
        var steps = new List<PathStep> { PathStep.Member(first.Text) };
        while (!tokens.HasFailed)
        {
            if (tokens.TakeSymbol("."))
            {
                if (tokens.Current.Kind is not (TokenKind.Name or TokenKind.QuotedName))
                {
                    tokens.Fail("Expected the name of a field after '.'");
                    break;
                }

                steps.Add(PathStep.Member(tokens.Advance().Text));
            }
            else if (tokens.TakeSymbol("["))
            {
                steps.Add(ParseElement());
            }
            else
            {
                break;
            }
        }

        return new PathExpression([.. steps]) { Span = SourceSpan.Cover(first.Span, tokens.Previous.Span) };
    }

    private PathStep ParseElement()
    {
        var sign = tokens.TakeSymbol("-") ? -1 : 1;
        var token = tokens.Advance();
        if (token.Kind is TokenKind.String or TokenKind.QuotedName && sign == 1)
        {
            tokens.ExpectSymbol("]");
            return PathStep.Member(token.Text);
        }

        if (token.Kind != TokenKind.Number || !int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            tokens.Fail("Expected the number of an array element");
            return default;
        }

        tokens.ExpectSymbol("]");
        return PathStep.Element(sign * index);
    }

    private Expression ParseCall()
    {
        var name = tokens.Advance();
        tokens.ExpectSymbol("(");
        var isDistinct = tokens.Current.IsWord("distinct") && !tokens.Next.IsSymbol(")") && !tokens.Next.IsSymbol(",") && !tokens.Next.IsSymbol(".");
        if (isDistinct)
        {
            tokens.Advance();
        }

        var arguments = ParseList(")");
        Grow(_height);
        var span = SourceSpan.Cover(name.Span, tokens.Previous.Span);
        if (name.IsWord("match") && arguments.Count == 1 && tokens.TakeWord("against"))
        {
            tokens.ExpectSymbol("(");
            var words = Parse();
            tokens.ExpectSymbol(")");
            return new BinaryExpression(BinaryOperator.Match, arguments[0], words) { Span = SourceSpan.Cover(name.Span, tokens.Previous.Span) };
        }

        return new CallExpression(name.Text, arguments, isDistinct) { Span = span };
    }

    private ConditionalExpression ParseCase(SourceSpan start)
    {
        var branches = new List<ConditionalBranch>();
        var height = 0;
        while (tokens.TakeWord("when"))
        {
            var condition = Parse();
            height = Math.Max(height, _height);
            tokens.ExpectWord("then");
            branches.Add(new ConditionalBranch(condition, Parse()));
            height = Math.Max(height, _height);
        }

        if (branches.Count == 0)
        {
            tokens.Fail("Expected WHEN after CASE");
        }

        Expression otherwise = LiteralExpression.Null;
        if (tokens.TakeWord("else"))
        {
            otherwise = Parse();
            height = Math.Max(height, _height);
        }

        tokens.ExpectWord("end");
        Grow(height);
        return new ConditionalExpression([.. branches], otherwise) { Span = SourceSpan.Cover(start, tokens.Previous.Span) };
    }

    private Expression ParseInterval(SourceSpan start)
    {
        var sign = tokens.TakeSymbol("-") ? "-" : string.Empty;
        var token = tokens.Advance();
        var parts = token.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unit = parts.Length == 2 ? parts[1] : tokens.Advance().Text;
        if (parts.Length is not (1 or 2) || !long.TryParse(sign + parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            || IntervalUnits.Parse(unit) is not { } known)
        {
            tokens.Fail("Expected a whole number and a unit of time", "Write for example: interval 7 day.");
            return LiteralExpression.Null;
        }

        return new IntervalExpression(amount, known) { Span = SourceSpan.Cover(start, tokens.Previous.Span) };
    }

    private void Grow(int other)
    {
        _height = Math.Max(_height, other) + 1;
        if (_height > MaxHeight)
        {
            FailTooDeep();
        }
    }

    private void FailTooDeep() =>
        tokens.FailWith(DiagnosticCodes.TooDeep, $"The expression nests deeper than {MaxHeight} levels.", "Split it, or use IN for a list of values.");
}
