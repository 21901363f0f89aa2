namespace Biplane.Query.Diagnostics;

/// <summary>A stretch of the query's text. The empty span at 0 also stands for "somewhere in a JSON-form query".</summary>
/// <param name="Start">Offset in UTF-16 units.</param>
/// <param name="Length">How many units.</param>
public readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>The offset after the last unit.</summary>
    public int End => Start + Length;

    /// <summary>The span from the start of one to the end of another.</summary>
    public static SourceSpan Cover(SourceSpan first, SourceSpan last) => new(first.Start, Math.Max(0, last.End - first.Start));
}
