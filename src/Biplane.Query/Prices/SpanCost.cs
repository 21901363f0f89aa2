namespace Biplane.Query.Prices;

/// <summary>
/// What a span costs, and the counts and costs that it is made of, in US dollars. A logged cost has no parts; a part that is no finite number is none either.
/// The order of the operations is part of the contract: engines that compute it themselves come to the same bits.
/// </summary>
public readonly record struct SpanCost
{
    private const double Million = 1_000_000;

    /// <summary>Tokens at the input price.</summary>
    public double Uncached { get; private init; }

    /// <summary>Tokens read from the cache.</summary>
    public double Cached { get; private init; }

    /// <summary>Tokens written to the cache.</summary>
    public double Creation { get; private init; }

    /// <summary>Of those, the tokens with the price for five minutes; 0 where times are not told apart.</summary>
    public double Creation5m { get; private init; }

    /// <summary>The tokens with the price for an hour; 0 where times are not told apart.</summary>
    public double Creation1h { get; private init; }

    /// <summary>Tokens of the answer.</summary>
    public double Completion { get; private init; }

    public double? UncachedCost { get; private init; }

    public double? CachedCost { get; private init; }

    public double? CreationCost { get; private init; }

    public double? Creation5mCost { get; private init; }

    public double? Creation1hCost { get; private init; }

    public double? CompletionCost { get; private init; }

    /// <summary>The whole cost.</summary>
    public double? Total { get; private init; }

    /// <summary>The cost of a span that is no scorer's; null when there is none: nothing logged to compute with, or no price.</summary>
    public static SpanCost? Of(in SpanTokens tokens, ModelPrice? price)
    {
        if (tokens.LoggedCost is not { } logged)
        {
            return price is null || !tokens.HasTokens ? null : Priced(tokens, price);
        }

        return Counted(tokens, isSplit: false) with { Total = logged };
    }

    /// <summary>The cost of a name among <see cref="CostComponents"/>.</summary>
    public double? Component(string name) => name switch
    {
        CostComponents.Uncached => UncachedCost,
        CostComponents.Cached => CachedCost,
        CostComponents.Creation => CreationCost,
        CostComponents.Creation5m => Creation5mCost,
        CostComponents.Creation1h => Creation1hCost,
        CostComponents.Completion => CompletionCost,
        _ => Total,
    };

    private static SpanCost Priced(in SpanTokens tokens, ModelPrice price)
    {
        var isSplit = price is { CacheWrite: not null, CacheWrite1h: not null } && (tokens.Creation5m ?? 0) + (tokens.Creation1h ?? 0) >= (tokens.Creation ?? 0);
        var cost = Counted(tokens, isSplit);
        var uncached = cost.Uncached * price.Input / Million;
        var cached = cost.Cached * (price.CacheRead ?? price.Input) / Million;
        var for5m = isSplit ? cost.Creation5m * price.CacheWrite!.Value / Million : 0;
        var for1h = isSplit ? cost.Creation1h * price.CacheWrite1h!.Value / Million : 0;
        var creation = isSplit ? for5m + for1h : cost.Creation * (price.CacheWrite ?? price.Input) / Million;
        var completion = cost.Completion * price.Output / Million;
        return cost with
        {
            UncachedCost = Finite(uncached),
            CachedCost = Finite(cached),
            CreationCost = Finite(creation),
            Creation5mCost = Finite(for5m),
            Creation1hCost = Finite(for1h),
            CompletionCost = Finite(completion),
            Total = Finite(uncached + cached + creation + completion),
        };
    }

    private static SpanCost Counted(in SpanTokens tokens, bool isSplit)
    {
        var creation = Math.Max(tokens.Creation ?? 0, (tokens.Creation5m ?? 0) + (tokens.Creation1h ?? 0));
        return new SpanCost
        {
            Uncached = Math.Max((tokens.Prompt ?? 0) - (tokens.Cached ?? 0) - creation, 0),
            Cached = tokens.Cached ?? 0,
            Creation = creation,
            Creation5m = isSplit ? tokens.Creation5m ?? 0 : 0,
            Creation1h = isSplit ? tokens.Creation1h ?? 0 : 0,
            Completion = tokens.Completion ?? 0,
        };
    }

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
