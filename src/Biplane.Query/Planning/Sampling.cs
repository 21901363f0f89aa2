namespace Biplane.Query.Planning;

/// <summary>
/// A number of rows (in the traces and summary shapes: traces) chosen at random among those that pass the filter, before unpivots: the ones
/// with the smallest draws. A draw is the MD5, in lower-case hexadecimal, of the row's id (the trace's root span id) followed by the seed,
/// so a seed makes the choice repeatable.
/// </summary>
/// <param name="Count">How many.</param>
/// <param name="Seed">The seed.</param>
public sealed record Sampling(long Count, string Seed);
