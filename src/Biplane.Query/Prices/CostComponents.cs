namespace Biplane.Query.Prices;

/// <summary>The names of the costs that a span's cost is made of, as queries ask for them and breakdowns tell them.</summary>
public static class CostComponents
{
    public const string Uncached = "promptUncachedTokensCost";
    public const string Cached = "promptCachedTokensCost";
    public const string Creation = "promptCacheCreationTokensCost";
    public const string Creation5m = "promptCacheCreation5mTokensCost";
    public const string Creation1h = "promptCacheCreation1hTokensCost";
    public const string Completion = "completionTokensCost";
    public const string Total = "totalCost";

    /// <summary>All of them, in the order of a breakdown.</summary>
    public static IReadOnlyList<string> All { get; } = [Uncached, Cached, Creation, Creation5m, Creation1h, Completion, Total];
}
