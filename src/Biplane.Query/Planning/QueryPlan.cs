namespace Biplane.Query.Planning;

/// <summary>What a query asks for, engine-neutral: bound, typed, ready to be turned into an engine's SQL.</summary>
public sealed record QueryPlan
{
    /// <summary>The columns of the answer, in order.</summary>
    public required IReadOnlyList<ResultColumn> Columns { get; init; }
}
