namespace Biplane.Query.Syntax;

/// <summary>The clauses of BTQL.</summary>
internal static class BtqlClauses
{
    /// <summary>Their names, the usual ones first.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "select", "from", "filter", "dimensions", "measures", "sort", "limit", "cursor", "final_filter", "trace_filter", "unpivot", "pivot", "sample",
        "infer", "inference_budget", "preview_length", "comparison_key", "weighted_scores", "custom_columns",
    ];
}
