namespace Biplane.Query.Prices;

/// <summary>The metrics of a span that its cost is made of; null is a metric that is missing, or no finite number.</summary>
public struct SpanTokens
{
    /// <summary><c>prompt_tokens</c>, with those of the cache.</summary>
    public double? Prompt { get; set; }

    /// <summary><c>completion_tokens</c>.</summary>
    public double? Completion { get; set; }

    /// <summary><c>prompt_cached_tokens</c>.</summary>
    public double? Cached { get; set; }

    /// <summary><c>prompt_cache_creation_tokens</c>.</summary>
    public double? Creation { get; set; }

    /// <summary><c>prompt_cache_creation_5m_tokens</c>.</summary>
    public double? Creation5m { get; set; }

    /// <summary><c>prompt_cache_creation_1h_tokens</c>.</summary>
    public double? Creation1h { get; set; }

    /// <summary>The cost that was logged: <c>estimated_cost</c>.</summary>
    public double? LoggedCost { get; set; }

    /// <summary>Whether some count was logged.</summary>
    public readonly bool HasTokens => (Prompt ?? Completion ?? Cached ?? Creation ?? Creation5m ?? Creation1h) is not null;
}
