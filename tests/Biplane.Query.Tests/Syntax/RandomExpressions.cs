using Biplane.Query.Syntax.Expressions;
using CsCheck;

namespace Biplane.Query.Tests.Syntax;

/// <summary>Random expressions: any tree that can be written, and conditions over logs that can be bound.</summary>
public static class RandomExpressions
{
    private static readonly string[] Words = ["a", "b", "c", "Word", "two words", "it's", "back\\slash", "é", "", "50%", "x_y", "5", "true", "-", "\"q\""];
    private static readonly string[] Names = ["a", "b", "order", "x y", "it's", "quo\"te", "null", "select", "a.b", "\\", "ü"];

    private static readonly BinaryOperator[] Comparisons =
    [
        BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater, BinaryOperator.GreaterOrEqual,
        BinaryOperator.NullSafeEqual, BinaryOperator.NullSafeNotEqual,
    ];

    /// <summary>Any tree, of any sense.</summary>
    public static Gen<Expression> Any(int depth)
    {
        var leaf = Gen.OneOf(
            Literal,
            OneOf(Names).Array[0, 3].Select(steps => (Expression)new PathExpression([PathStep.Member("root"), .. steps.Select(PathStep.Member)])),
            Gen.Int[-3, 3].Select(index => (Expression)new PathExpression([PathStep.Member("x y"), PathStep.Element(index)])),
            Gen.Select(Gen.Int[-100, 100], Gen.Enum<IntervalUnit>()).Select((amount, unit) => (Expression)new IntervalExpression(amount, unit)));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Any(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(Gen.Enum<BinaryOperator>(), inner, inner).Select((op, left, right) =>
                (Expression)new BinaryExpression(op, left, op == BinaryOperator.In ? new ArrayExpression([right]) : right)),
            Gen.Select(Gen.Enum<UnaryOperator>(), inner).Select((op, operand) => (Expression)new UnaryExpression(op, operand)),
            Gen.Select(Gen.Bool, inner.Array[2, 4]).Select((isAnd, operands) => (Expression)new LogicalExpression(isAnd, [.. operands])),
            Gen.Select(inner, inner, inner).Select((c, a, b) => (Expression)new ConditionalExpression([new ConditionalBranch(c, a)], b)),
            Gen.Select(inner.Array[4], inner).Select((p, last) =>
                (Expression)new ConditionalExpression([new ConditionalBranch(p[0], p[1]), new ConditionalBranch(p[2], p[3])], last)),
            Gen.Select(Gen.Bool, inner.Array[0, 3]).Select((distinct, arguments) => (Expression)new CallExpression("f", [.. arguments], distinct && arguments.Length > 0)),
            inner.Array[0, 3].Select(items => (Expression)new ArrayExpression([.. items])));
    }

    /// <summary>A condition over the columns of logs that the binder accepts.</summary>
    public static Gen<Expression> Condition(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Select(OneOf(Comparisons), Value(1), Value(0)).Select((op, left, right) => (Expression)new BinaryExpression(op, left, right)),
            Gen.Select(OneOf(UnaryOperator.IsNull, UnaryOperator.IsNotNull), Json).Select((op, operand) => (Expression)new UnaryExpression(op, operand)),
            Gen.Select(Json, Scalar.Array[0, 3]).Select((operand, items) => (Expression)new BinaryExpression(BinaryOperator.In, operand, new ArrayExpression([.. items]))),
            Gen.Select(OneOf(BinaryOperator.Like, BinaryOperator.ILike), Json, OneOf("%a%", "A%", "_", "%\\%", "two%", "%", "", "%\"a\"%", "x\\_y"))
                .Select((op, operand, pattern) => (Expression)new BinaryExpression(op, operand, LiteralExpression.String(pattern))),
            Gen.Select(Json, OneOf("a", "WORD", "two words", "é", "50", "")).Select((operand, words) =>
                (Expression)new BinaryExpression(BinaryOperator.Match, operand, LiteralExpression.String(words))),
            Gen.Select(Json, Scalar).Select((operand, needle) => (Expression)new BinaryExpression(BinaryOperator.Includes, operand, needle)),
            Gen.Const((Expression)Q.Path("is_root")));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Condition(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(operand => (Expression)new UnaryExpression(UnaryOperator.Not, operand)),
            Gen.Select(Gen.Bool, inner.Array[2, 3]).Select((isAnd, operands) => (Expression)new LogicalExpression(isAnd, [.. operands])),
            Gen.Select(inner, inner, inner).Select((c, a, b) => (Expression)new ConditionalExpression([new ConditionalBranch(c, a)], b)));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Expression> Literal => Gen.OneOf(Scalar, Gen.Const((Expression)LiteralExpression.Null), Gen.Const((Expression)new LiteralExpression(LiteralKind.Object, "{\"a\":[1,\"}\"]}")));

    private static Gen<Expression> Scalar => Gen.OneOf(
        OneOf(Words).Select(word => (Expression)LiteralExpression.String(word)),
        OneOf("0", "1", "5", "-1", "2.5", "1e3", "-0.5").Select(number => (Expression)new LiteralExpression(LiteralKind.Number, number)),
        Gen.Bool.Select(value => (Expression)LiteralExpression.Boolean(value)));

    private static Gen<Expression> Json => OneOf<Expression>(
        Q.Path("input"), Q.Path("metadata", "a"), Q.Path("metadata", "b"), Q.Path("metadata", "a", "b"), Q.Path("metadata", "x y"), Q.Path("metadata", "quo\"te"),
        Q.Path("metadata"), Q.Path("scores", "a"), Q.Path("tags"), Q.Path("span_attributes", "type"), Q.Path("metadata", "model"),
        new PathExpression([PathStep.Member("input"), PathStep.Element(0)]), new PathExpression([PathStep.Member("metadata"), PathStep.Member("a"), PathStep.Element(-1)]));

    private static Gen<Expression> Value(int depth)
    {
        var leaf = Gen.OneOf(Json, Scalar);
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Json,
            Gen.Select(OneOf(BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.Divide, BinaryOperator.Modulo), Json, Json)
                .Select((op, left, right) => (Expression)new BinaryExpression(op, left, right)),
            Gen.Select(Json, Json).Select((a, b) => (Expression)new CallExpression("coalesce", [a, b])),
            Json.Select(a => (Expression)new CallExpression("lower", [a])),
            Gen.Select(OneOf("levenshtein", "levenshtein_similarity"), Json, leaf).Select((name, a, b) => (Expression)new CallExpression(name, [a, b])),
            Json.Select(a => (Expression)new CallExpression("len", [a])));
    }
}
