using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Summaries;

/// <summary>A dataset in short.</summary>
/// <param name="ProjectName">Its project.</param>
/// <param name="DatasetName">Its name.</param>
/// <param name="ProjectUrl">The project's page.</param>
/// <param name="DatasetUrl">Its page.</param>
/// <param name="DataSummary">Its size; absent unless asked for.</param>
internal sealed record DatasetSummary(
    string ProjectName,
    string DatasetName,
    string ProjectUrl,
    string DatasetUrl,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DatasetCount? DataSummary);
