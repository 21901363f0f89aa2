namespace Biplane.DataPlane.Summaries;

/// <summary>A metric that summaries show. Less is better for all of them.</summary>
/// <param name="Metric">Which one.</param>
/// <param name="Name">Its name in answers.</param>
/// <param name="Unit">Its unit in answers.</param>
/// <param name="CountsSpans">It counts spans, so a case without any has zero; others are missing where nothing was logged.</param>
internal sealed record MetricDefinition(SummaryMetric Metric, string Name, string Unit, bool CountsSpans = false);
