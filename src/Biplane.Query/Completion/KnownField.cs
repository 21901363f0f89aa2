namespace Biplane.Query.Completion;

/// <summary>A field that rows are known to have.</summary>
/// <param name="Path">Its column and the names below it.</param>
/// <param name="Type">Its types, for people.</param>
/// <param name="Values">Its most common values: texts unquoted, others as JSON.</param>
public sealed record KnownField(EquatableList<string> Path, string? Type, IReadOnlyList<KnownValue> Values);
