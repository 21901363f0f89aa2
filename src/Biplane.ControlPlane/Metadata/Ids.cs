namespace Biplane.ControlPlane.Metadata;

/// <summary>How ids and times stand in the database: UUIDs in lower case, Unix milliseconds.</summary>
internal static class Ids
{
    public static string Text(this Guid id) => id.ToString("D");

    public static string? Text(this Guid? id) => id?.ToString("D");

    public static Guid? ParseId(string? text) => text is null ? null : Guid.ParseExact(text, "D");

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? Time(value) : null;
}
