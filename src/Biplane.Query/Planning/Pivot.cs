namespace Biplane.Query.Planning;

/// <summary>
/// Turns groups into columns: groups that differ only in one key become one row, with a column for each value of that key and each measure,
/// named <c>value_measure</c>. The columns stand after <see cref="QueryPlan.Output"/>, by value and then measure; they are known only once
/// the query has run.
/// </summary>
/// <param name="KeyIndex">The key, a text, in <see cref="Grouping.Keys"/>.</param>
/// <param name="Measures">What stands in the columns, over groups; a measure's name is the second part of a column's.</param>
public sealed record Pivot(int KeyIndex, EquatableList<OutputColumn> Measures)
{
    /// <summary>More columns than this are refused: an answer of such width is a mistake.</summary>
    public const int MaxColumns = 1000;

    /// <summary>The name of a column.</summary>
    public static string NameOf(string? value, OutputColumn measure) => $"{value ?? "null"}_{measure.Column.Name}";
}
