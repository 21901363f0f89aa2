using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>Three-valued AND or OR.</summary>
/// <param name="IsAnd">AND, else OR.</param>
/// <param name="Operands">Truth values, at least two.</param>
public sealed record BoundLogical(bool IsAnd, EquatableList<BoundExpression> Operands) : BoundExpression(ColumnType.Boolean)
{
    /// <summary>The conjunction of the conditions that are there.</summary>
    public static BoundExpression? And(params ReadOnlySpan<BoundExpression?> conditions)
    {
        var terms = new List<BoundExpression>();
        foreach (var condition in conditions)
        {
            if (condition is not null)
            {
                terms.Add(condition);
            }
        }

        return terms.Count switch { 0 => null, 1 => terms[0], _ => new BoundLogical(IsAnd: true, [.. terms]) };
    }
}
