namespace Biplane.DataPlane.Ingest;

/// <summary>Where a client puts a large body, and the key by which it refers to it afterwards.</summary>
/// <param name="Url">The signed address for a PUT.</param>
/// <param name="Key">The key for <c>{"rows":{"type":"logs3_overflow","key":…}}</c>.</param>
internal sealed record OverflowAnnouncement(string Url, string Key);
