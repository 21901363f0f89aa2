namespace Biplane.Query.Prices;

/// <summary>One entry of a price file.</summary>
/// <param name="Text">The name or the prefix, in lower case.</param>
/// <param name="IsPrefix">Whether it is the beginning of names.</param>
/// <param name="Price">The price.</param>
public sealed record PriceEntry(string Text, bool IsPrefix, ModelPrice Price);
