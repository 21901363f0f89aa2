using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Summaries;

/// <summary>An experiment in short.</summary>
/// <param name="ProjectName">Its project.</param>
/// <param name="ExperimentName">Its name.</param>
/// <param name="ProjectUrl">The project's page.</param>
/// <param name="ExperimentUrl">Its page.</param>
/// <param name="ComparisonExperimentName">The experiment it is compared with, if any.</param>
/// <param name="Scores">By score name; absent unless asked for.</param>
/// <param name="Metrics">By metric name; absent unless asked for.</param>
internal sealed record ExperimentSummary(
    string ProjectName,
    string ExperimentName,
    string ProjectUrl,
    string ExperimentUrl,
    string? ComparisonExperimentName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, ScoreSummary>? Scores,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, MetricSummary>? Metrics);
