namespace Biplane.Query.Syntax;

/// <summary>What one row of the answer is, and so what a filter means.</summary>
public enum QueryShape
{
    /// <summary>A span; a filter speaks of that span.</summary>
    Spans,

    /// <summary>A span of any trace that has a span which satisfies the filter; a limit counts traces.</summary>
    Traces,

    /// <summary>A whole trace, rolled up; chosen as in <see cref="Traces"/>.</summary>
    Summary,
}
