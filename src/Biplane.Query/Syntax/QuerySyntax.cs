using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Syntax;

/// <summary>
/// A query as written: the one tree that the SQL text, the BTQL text and the JSON form are read into.
/// SQL's GROUP BY is <see cref="Dimensions"/>, its HAVING is <see cref="FinalFilter"/>, its OFFSET is <see cref="Cursor"/>.
/// </summary>
public sealed record QuerySyntax : SyntaxNode
{
    public EquatableList<SelectItem> Select { get; init; } = [];

    /// <summary>SELECT DISTINCT: no two rows of the answer are equal.</summary>
    public bool IsDistinct { get; init; }

    public EquatableList<SelectItem> Dimensions { get; init; } = [];

    public EquatableList<SelectItem> Measures { get; init; } = [];

    public EquatableList<SelectItem> WeightedScores { get; init; } = [];

    public EquatableList<SelectItem> CustomColumns { get; init; } = [];

    public EquatableList<UnpivotItem> Unpivot { get; init; } = [];

    public EquatableList<Expression> Infer { get; init; } = [];

    public EquatableList<SortItem> Sort { get; init; } = [];

    public PivotClause? Pivot { get; init; }

    public FromClause? From { get; init; }

    public Expression? Filter { get; init; }

    public Expression? TraceFilter { get; init; }

    public Expression? FinalFilter { get; init; }

    public Expression? ComparisonKey { get; init; }

    public SampleClause? Sample { get; init; }

    public long? Limit { get; init; }

    public string? Cursor { get; init; }

    public int? PreviewLength { get; init; }

    public int? InferenceBudget { get; init; }
}
