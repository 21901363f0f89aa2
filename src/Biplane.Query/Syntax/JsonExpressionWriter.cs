using System.Text.Json;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>Expressions in the JSON form. What that form has no word for is written as text, which it allows anywhere.</summary>
internal sealed class JsonExpressionWriter(Utf8JsonWriter json, TextLines? lines)
{
    public void Write(Expression expression)
    {
        json.WriteStartObject();
        switch (expression)
        {
            case LiteralExpression literal:
                json.WriteString("op"u8, "literal"u8);
                json.WritePropertyName("value"u8);
                WriteLiteral(literal);
                break;
            case ArrayExpression array when array.Items.All(IsLiteral):
                json.WriteString("op"u8, "literal"u8);
                json.WritePropertyName("value"u8);
                WriteLiteral(array);
                break;
            case PathExpression path:
                WritePath(path);
                break;
            case StarExpression:
                json.WriteString("op"u8, "star"u8);
                break;
            case IntervalExpression interval:
                json.WriteString("op"u8, "interval"u8);
                json.WriteNumber("value"u8, interval.Amount);
                json.WriteString("unit"u8, interval.Unit.Name());
                break;
            case CallExpression { IsDistinct: false } call:
                WriteCall(call.Name, call.Arguments);
                break;
            case UnaryExpression unary:
                json.WriteString("op"u8, OpOf(unary.Operator));
                WriteMember("expr", unary.Operand);
                break;
            case BinaryExpression { Operator: BinaryOperator.Includes } includes:
                json.WriteString("op"u8, "includes"u8);
                WriteMember("haystack", includes.Left);
                WriteMember("needle", includes.Right);
                break;
            case BinaryExpression binary when Operators.Of(binary.Operator).JsonName is { } op && (binary.Operator != BinaryOperator.In || IsLiteral(binary.Right)):
                json.WriteString("op"u8, op);
                WriteMember("left", binary.Left);
                WriteMember("right", binary.Right);
                break;
            case LogicalExpression logical:
                json.WriteString("op"u8, logical.IsAnd ? "and"u8 : "or"u8);
                json.WriteStartArray("children"u8);
                WriteAll(logical.Operands);
                json.WriteEndArray();
                break;
            case ConditionalExpression conditional:
                WriteConditional(conditional);
                break;
            default:
                json.WriteString("btql"u8, QueryPrinter.Print(expression));
                break;
        }

        WriteLocation(expression.Span);
        json.WriteEndObject();
    }

    /// <summary>The members of a call, without braces.</summary>
    public void WriteCall(string name, IEnumerable<Expression> arguments)
    {
        json.WriteString("op"u8, "function"u8);
        json.WriteStartObject("name"u8);
        json.WriteString("op"u8, "ident"u8);
        json.WriteStartArray("name"u8);
        json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("args"u8);
        WriteAll(arguments);
        json.WriteEndArray();
    }

    public void WriteMember(string name, Expression expression)
    {
        json.WritePropertyName(name);
        Write(expression);
    }

    /// <summary>Where the node stood, when it came from text.</summary>
    public void WriteLocation(SourceSpan span)
    {
        if (lines is null || span.Length == 0)
        {
            return;
        }

        json.WriteStartObject("loc"u8);
        WritePlace("start", span.Start);
        WritePlace("end", span.End);
        json.WriteEndObject();
    }

    private static bool IsLiteral(Expression expression) => expression is LiteralExpression || (expression is ArrayExpression array && array.Items.All(IsLiteral));

    private static string OpOf(UnaryOperator op) => op switch
    {
        UnaryOperator.Not => "not",
        UnaryOperator.Negate => "neg",
        UnaryOperator.IsNull => "isnull",
        _ => "isnotnull",
    };

    private void WriteAll(IEnumerable<Expression> expressions)
    {
        foreach (var expression in expressions)
        {
            Write(expression);
        }
    }

    private void WriteLiteral(Expression expression)
    {
        switch (expression)
        {
            case ArrayExpression array:
                json.WriteStartArray();
                foreach (var item in array.Items)
                {
                    WriteLiteral(item);
                }

                json.WriteEndArray();
                break;
            case LiteralExpression { Kind: LiteralKind.String, Text: var text }:
                json.WriteStringValue(text);
                break;
            case LiteralExpression { Text: var text }:
                // The tokenizer's numbers and objects are JSON's.
                json.WriteRawValue(text, skipInputValidation: true);
                break;
        }
    }

    private void WritePath(PathExpression path)
    {
        json.WriteString("op"u8, "ident"u8);
        json.WriteStartArray("name"u8);
        foreach (var step in path.Steps)
        {
            if (step.Name is { } name)
            {
                json.WriteStringValue(name);
            }
            else
            {
                json.WriteNumberValue(step.Index);
            }
        }

        json.WriteEndArray();
    }

    private void WriteConditional(ConditionalExpression conditional)
    {
        json.WriteString("op"u8, "if"u8);
        json.WriteStartArray("conds"u8);
        foreach (var branch in conditional.Branches)
        {
            json.WriteStartObject();
            WriteMember("cond", branch.Condition);
            WriteMember("then", branch.Result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteMember("else", conditional.Otherwise);
    }

    private void WritePlace(string name, int offset)
    {
        var (line, column) = lines!.At(offset);
        json.WriteStartObject(name);
        json.WriteNumber("line"u8, line);
        json.WriteNumber("col"u8, column);
        json.WriteEndObject();
    }
}
