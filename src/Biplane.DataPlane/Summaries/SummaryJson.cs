using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Summaries;

/// <summary>The answers of this slice on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ExperimentComparison))]
[JsonSerializable(typeof(ExperimentSummary))]
[JsonSerializable(typeof(DatasetSummary))]
[JsonSerializable(typeof(DatasetCount))]
internal sealed partial class SummaryJson : JsonSerializerContext;
