namespace Biplane.DataPlane.Datasets;

/// <summary>How a dataset differs from an older version of it.</summary>
/// <param name="Changed">Rows that were another way then, or are gone now.</param>
/// <param name="Added">Rows that did not exist then.</param>
internal sealed record RestoreDifference(IReadOnlySet<string> Changed, IReadOnlyList<string> Added);
