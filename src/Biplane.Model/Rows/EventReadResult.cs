namespace Biplane.Model.Rows;

/// <summary>What a request body held: rows, or a reference to a body uploaded before, or the first fault.</summary>
public sealed class EventReadResult
{
    /// <summary>The rows in request order; empty when there is an error or an overflow key.</summary>
    public IReadOnlyList<EventRow> Rows { get; init; } = [];

    /// <summary>The key of the uploaded body that holds the rows (<c>{"type":"logs3_overflow","key":…}</c>).</summary>
    public string? OverflowKey { get; init; }

    /// <summary>Why nothing of the request may be stored.</summary>
    public EventReadError? Error { get; init; }
}
