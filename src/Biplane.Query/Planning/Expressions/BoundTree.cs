namespace Biplane.Query.Planning.Expressions;

/// <summary>Walks over bound expressions.</summary>
public static class BoundTree
{
    /// <summary>Whether some node of the tree passes the test.</summary>
    public static bool Contains(BoundExpression expression, Func<BoundExpression, bool> test)
    {
        if (test(expression))
        {
            return true;
        }

        var isFound = false;
        MapChildren(expression, child =>
        {
            isFound = isFound || Contains(child, test);
            return child;
        });
        return isFound;
    }

    /// <summary>All nodes of the tree, a node before its children.</summary>
    public static IEnumerable<BoundExpression> Nodes(BoundExpression expression)
    {
        var nodes = new List<BoundExpression>();
        Contains(expression, node =>
        {
            nodes.Add(node);
            return false;
        });
        return nodes;
    }

    /// <summary>The node with each child replaced by what the function makes of it.</summary>
    public static BoundExpression MapChildren(BoundExpression expression, Func<BoundExpression, BoundExpression> map) => expression switch
    {
        BoundPath e => e with { Root = map(e.Root) },
        BoundConvert e => e with { Operand = map(e.Operand) },
        BoundNot e => e with { Operand = map(e.Operand) },
        BoundNegate e => e with { Operand = map(e.Operand) },
        BoundIsNull e => e with { Operand = map(e.Operand) },
        BoundLogical e => e with { Operands = [.. e.Operands.Select(map)] },
        BoundComparison e => e with { Left = map(e.Left), Right = map(e.Right) },
        BoundIn e => e with { Operand = map(e.Operand) },
        BoundLike e => e with { Operand = map(e.Operand) },
        BoundMatch e => e with { Operand = map(e.Operand) },
        BoundIncludes e => e with { Haystack = map(e.Haystack) },
        BoundArithmetic e => e with { Left = map(e.Left), Right = map(e.Right) },
        BoundShift e => e with { Time = map(e.Time) },
        BoundTruncate e => e with { Time = map(e.Time) },
        BoundConditional e => e with
        {
            Branches = [.. e.Branches.Select(b => new BoundBranch(map(b.Condition), map(b.Result)))],
            Otherwise = map(e.Otherwise),
        },
        BoundCall e => e with { Arguments = [.. e.Arguments.Select(map)] },
        BoundAggregate { Argument: { } argument } e => e with { Argument = map(argument) },
        BoundChance e => e with { Key = map(e.Key) },
        BoundObjectWith e => e with { Object = map(e.Object), Members = [.. e.Members.Select(m => m with { Value = map(m.Value) })] },
        BoundEach e => e with { Array = map(e.Array) },
        BoundAnySpan e => e with { Condition = map(e.Condition) },
        _ => expression,
    };
}
