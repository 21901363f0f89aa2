namespace Biplane.Query.Completion;

/// <summary>Something that can stand at the cursor.</summary>
/// <param name="Label">What to show.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Insert">What to write.</param>
/// <param name="Detail">A type or signature.</param>
/// <param name="Description">One sentence, if there is one.</param>
public sealed record CompletionItem(string Label, CompletionKind Kind, string Insert, string? Detail = null, string? Description = null);
