namespace Biplane.DataPlane.Summaries;

/// <summary>The figures of one case of an experiment: one trace.</summary>
/// <param name="InputKey">The key of its input; cases of two experiments with equal keys are compared.</param>
/// <param name="Scores">Each score: the root row's own value, else the mean over the spans of the trace that have it.</param>
/// <param name="Metrics">Sums over the trace.</param>
internal sealed record CaseFigures(UInt128 InputKey, IReadOnlyDictionary<string, double> Scores, MetricFigures Metrics);
