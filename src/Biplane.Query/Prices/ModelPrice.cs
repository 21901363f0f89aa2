namespace Biplane.Query.Prices;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
/// <param name="Input">Tokens of a prompt.</param>
/// <param name="Output">Tokens of an answer.</param>
/// <param name="CacheRead">Tokens of a prompt that came from the cache; null: as <paramref name="Input"/>.</param>
/// <param name="CacheWrite">Tokens of a prompt that went into the cache, for five minutes where times are told apart; null: as <paramref name="Input"/>.</param>
/// <param name="CacheWrite1h">Those that went into it for an hour; null: the model's times are not told apart.</param>
public sealed record ModelPrice(double Input, double Output, double? CacheRead, double? CacheWrite, double? CacheWrite1h);
