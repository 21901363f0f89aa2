using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Summaries;

/// <summary>A metric over an experiment. Published clients refuse unknown members: add none.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Metric">The average over the cases that have it.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Diff">Relative change against the base over the cases that both have; absent when there are none or the base is zero.</param>
/// <param name="Improvements">Cases that became better.</param>
/// <param name="Regressions">Cases that became worse.</param>
internal sealed record MetricSummary(
    string Name,
    double Metric,
    string Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Diff,
    int Improvements,
    int Regressions);
