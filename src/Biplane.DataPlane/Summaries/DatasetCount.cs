namespace Biplane.DataPlane.Summaries;

/// <summary>How large a dataset is.</summary>
/// <param name="TotalRecords">Its rows.</param>
internal sealed record DatasetCount(long TotalRecords);
