using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Datasets;

/// <summary>The bodies of this slice on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RestoreRequest))]
[JsonSerializable(typeof(RestorePreview))]
[JsonSerializable(typeof(RestoreResult))]
internal sealed partial class DatasetJson : JsonSerializerContext;
