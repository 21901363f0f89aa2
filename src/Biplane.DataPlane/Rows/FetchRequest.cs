using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Rows;

/// <summary>What a fetch asks for, in the body of a POST or the query of a GET.</summary>
internal sealed record FetchRequest
{
    /// <summary>How many traces at most.</summary>
    public long? Limit { get; init; }

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>Older paging, half one: the transaction of the last row that was read.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? MaxXactId { get; init; }

    /// <summary>Older paging, half two: the trace of the last row that was read.</summary>
    public string? MaxRootSpanId { get; init; }

    /// <summary>The rows as of this transaction.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Version { get; init; }

}
