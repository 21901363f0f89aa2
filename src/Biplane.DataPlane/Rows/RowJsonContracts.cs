using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Rows;

/// <summary>The bodies of this slice on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FetchRequest))]
internal sealed partial class RowJsonContracts : JsonSerializerContext;
