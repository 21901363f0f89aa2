using Biplane.Query.Diagnostics;

namespace Biplane.Query.Completion;

/// <summary>What can stand at the cursor.</summary>
/// <param name="Items">The completions, the likeliest first.</param>
/// <param name="Replace">The stretch of text that a completion takes the place of.</param>
/// <param name="Wanted">What is worth knowing of the rows for a better answer; null if nothing is.</param>
public sealed record CompletionList(IReadOnlyList<CompletionItem> Items, SourceSpan Replace, WantedFields? Wanted);
