namespace Biplane.Query.Completion;

/// <summary>A value that a field is known to have.</summary>
/// <param name="Text">A text, or another value as JSON.</param>
/// <param name="IsText">Whether it is a text.</param>
public readonly record struct KnownValue(string Text, bool IsText);
