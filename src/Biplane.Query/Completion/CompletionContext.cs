namespace Biplane.Query.Completion;

/// <summary>What is known of the rows.</summary>
/// <param name="Fields">Fields that they have.</param>
public sealed record CompletionContext(IReadOnlyList<KnownField> Fields)
{
    /// <summary>Nothing is known.</summary>
    public static CompletionContext Empty { get; } = new([]);
}
