using Biplane.Model.Rows;

namespace Biplane.Query.Planning.Expressions;

/// <summary>
/// True for a share of the rows, chosen at random: whether the first 13 digits of the row's draw, as in <see cref="Sampling"/>, stand before
/// <see cref="Bound"/>.
/// </summary>
/// <param name="Key">A text that rows which are chosen together have in common.</param>
/// <param name="Share">From 0 to 1.</param>
/// <param name="Seed">The seed.</param>
public sealed record BoundChance(BoundExpression Key, double Share, string Seed) : BoundExpression(ColumnType.Boolean)
{
    /// <summary>How many hexadecimal digits of the draw count.</summary>
    public const int Digits = 13;

    /// <summary>The draws below it are chosen.</summary>
    public string Bound => ((long)(Share * (1L << 52))).ToString("x13", System.Globalization.CultureInfo.InvariantCulture);
}
