using System.Text.Json;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax.Expressions;
using Biplane.Query.Syntax.Text;

namespace Biplane.Query.Syntax;

/// <summary>Expressions of the JSON form. A lone surrogate in a string cannot be read and is a finding like any other.</summary>
internal sealed class JsonExpressionReader(DiagnosticBag diagnostics)
{
    private int _depth;

    public Expression Read(JsonElement node)
    {
        if (++_depth > ExpressionParser.MaxHeight)
        {
            diagnostics.Error(DiagnosticCodes.TooDeep, $"The expression nests deeper than {ExpressionParser.MaxHeight} levels.", default);
            _depth--;
            return LiteralExpression.Null;
        }

        var expression = diagnostics.HasErrors ? LiteralExpression.Null : ReadNode(node);
        _depth--;
        return expression;
    }

    private Expression ReadNode(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            return Fail("An expression is an object with an 'op'.");
        }

        if (node.TryGetProperty("btql", out var text) && text.ValueKind == JsonValueKind.String)
        {
            return QueryParser.ParseExpression(text.GetString()!, diagnostics);
        }

        if (!node.TryGetProperty("op", out var opElement) || opElement.ValueKind != JsonValueKind.String)
        {
            return Fail("An expression needs an 'op'.");
        }

        var op = opElement.GetString()!;
        return op switch
        {
            "literal" => node.TryGetProperty("value", out var value) ? ReadLiteral(value) : Fail("A literal needs a 'value'."),
            "ident" => ReadPath(node),
            "star" => new StarExpression(),
            "interval" => ReadInterval(node),
            "function" => ReadCall(node),
            "and" or "or" => ReadLogical(node, op == "and"),
            "not" => new UnaryExpression(UnaryOperator.Not, ReadMember(node, "expr")),
            "neg" => new UnaryExpression(UnaryOperator.Negate, ReadMember(node, "expr")),
            "isnull" => new UnaryExpression(UnaryOperator.IsNull, ReadMember(node, "expr")),
            "isnotnull" => new UnaryExpression(UnaryOperator.IsNotNull, ReadMember(node, "expr")),
            "includes" => new BinaryExpression(BinaryOperator.Includes, ReadMember(node, "haystack"), ReadMember(node, "needle")),
            "is" => new BinaryExpression(BinaryOperator.NullSafeEqual, ReadMember(node, "left"), ReadMember(node, "right")),
            "if" => ReadConditional(node),
            _ when Operators.FindJson(op) is { } infix => ReadBinary(infix.Operator, ReadMember(node, "left"), ReadMember(node, "right")),
            _ => Fail($"There is no op '{op}'."),
        };
    }

    private Expression ReadMember(JsonElement node, string name) =>
        node.TryGetProperty(name, out var member) ? Read(member) : Fail($"The op '{node.GetProperty("op").GetString()}' needs '{name}'.");

    private Expression ReadBinary(BinaryOperator op, Expression left, Expression right) =>
        op == BinaryOperator.In && right is not ArrayExpression ? Fail("The right side of 'in' is a literal array.") : new BinaryExpression(op, left, right);

    private Expression ReadLiteral(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return LiteralExpression.Null;
            case JsonValueKind.True or JsonValueKind.False:
                return LiteralExpression.Boolean(value.GetBoolean());
            case JsonValueKind.Number:
                return new LiteralExpression(LiteralKind.Number, value.GetRawText());
            case JsonValueKind.String:
                return LiteralExpression.String(value.GetString()!);
            case JsonValueKind.Array when _depth < ExpressionParser.MaxHeight:
                _depth++;
                EquatableList<Expression> items = [.. value.EnumerateArray().Select(ReadLiteral)];
                _depth--;
                return new ArrayExpression(items);
            case JsonValueKind.Object:
                return new LiteralExpression(LiteralKind.Object, value.GetRawText());
            default:
                return Fail("The literal nests too deep.");
        }
    }

    private Expression ReadPath(JsonElement node)
    {
        if (!node.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.Array || name.GetArrayLength() == 0
            || name[0].ValueKind != JsonValueKind.String)
        {
            return Fail("An ident needs a 'name': a list of names and numbers that begins with a name.");
        }

        var steps = new List<PathStep>();
        foreach (var step in name.EnumerateArray())
        {
            if (step.ValueKind == JsonValueKind.String)
            {
                steps.Add(PathStep.Member(step.GetString()!));
            }
            else if (step.ValueKind == JsonValueKind.Number && step.TryGetInt32(out var index))
            {
                steps.Add(PathStep.Element(index));
            }
            else
            {
                return Fail("A step of an ident is a name or a whole number.");
            }
        }

        return new PathExpression([.. steps]);
    }

    private Expression ReadInterval(JsonElement node)
    {
        if (node.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var amount)
            && node.TryGetProperty("unit", out var unit) && unit.ValueKind == JsonValueKind.String && IntervalUnits.Parse(unit.GetString()!) is { } known)
        {
            return new IntervalExpression(amount, known);
        }

        return Fail("An interval needs a whole 'value' and a 'unit' such as \"day\".");
    }

    private Expression ReadCall(JsonElement node)
    {
        if (!node.TryGetProperty("name", out var name) || Read(name) is not PathExpression { Steps: [{ Name: { } function }] })
        {
            return Fail("A function needs a 'name' of one part.");
        }

        if (!node.TryGetProperty("args", out var arguments))
        {
            return new CallExpression(function, []);
        }

        if (arguments.ValueKind != JsonValueKind.Array)
        {
            return Fail("The 'args' of a function are an array.");
        }

        return new CallExpression(function, [.. arguments.EnumerateArray().Select(Read)]);
    }

    private Expression ReadLogical(JsonElement node, bool isAnd)
    {
        if (!node.TryGetProperty("children", out var children))
        {
            return new LogicalExpression(isAnd, [ReadMember(node, "left"), ReadMember(node, "right")]);
        }

        if (children.ValueKind != JsonValueKind.Array)
        {
            return Fail("The 'children' of and/or are an array.");
        }

        EquatableList<Expression> operands = [.. children.EnumerateArray().Select(Read)];
        return operands.Count switch
        {
            0 => LiteralExpression.Boolean(isAnd),
            1 => operands[0],
            _ => new LogicalExpression(isAnd, operands),
        };
    }

    private Expression ReadConditional(JsonElement node)
    {
        if (!node.TryGetProperty("conds", out var conditions) || conditions.ValueKind != JsonValueKind.Array || conditions.GetArrayLength() == 0)
        {
            return Fail("An if needs 'conds', each with 'cond' and 'then'.");
        }

        var branches = new List<ConditionalBranch>();
        foreach (var condition in conditions.EnumerateArray())
        {
            if (condition.ValueKind != JsonValueKind.Object || !condition.TryGetProperty("cond", out var when) || !condition.TryGetProperty("then", out var then))
            {
                return Fail("An if needs 'conds', each with 'cond' and 'then'.");
            }

            branches.Add(new ConditionalBranch(Read(when), Read(then)));
        }

        var otherwise = node.TryGetProperty("else", out var last) && last.ValueKind != JsonValueKind.Null ? Read(last) : LiteralExpression.Null;
        return new ConditionalExpression([.. branches], otherwise);
    }

    private LiteralExpression Fail(string message)
    {
        if (!diagnostics.HasErrors)
        {
            diagnostics.Error(DiagnosticCodes.JsonForm, message, default);
        }

        return LiteralExpression.Null;
    }
}
