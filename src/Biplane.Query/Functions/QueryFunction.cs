namespace Biplane.Query.Functions;

/// <summary>A function of the language, as the reference and completion show it.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="MinimumArguments">The fewest arguments.</param>
/// <param name="MaximumArguments">The most.</param>
/// <param name="Signature">Arguments and result, for people.</param>
/// <param name="Description">One sentence.</param>
/// <param name="IsAggregate">Whether it works over groups.</param>
public sealed record QueryFunction(
    string Name, int MinimumArguments, int MaximumArguments, string Signature, string Description, bool IsAggregate = false);
