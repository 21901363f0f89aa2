using Biplane.Query.Diagnostics;

namespace Biplane.Query.Syntax;

/// <summary>A node of the syntax tree. Two nodes are equal when they mean the same: where they stood in the text takes no part.</summary>
public abstract record SyntaxNode
{
    /// <summary>Where the node stood in the text.</summary>
    public SourceSpan Span { get; init; }

    public virtual bool Equals(SyntaxNode? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();
}
