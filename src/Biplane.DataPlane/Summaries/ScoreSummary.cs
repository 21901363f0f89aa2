using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Summaries;

/// <summary>A score over an experiment. Published clients refuse unknown members: add none.</summary>
/// <param name="Name">The score's name.</param>
/// <param name="Score">The average over the rows that have it.</param>
/// <param name="Diff">Change against the base over the cases that both have; absent when there are none.</param>
/// <param name="Improvements">Cases that became better.</param>
/// <param name="Regressions">Cases that became worse.</param>
internal sealed record ScoreSummary(
    string Name,
    double Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Diff,
    int Improvements,
    int Regressions);
