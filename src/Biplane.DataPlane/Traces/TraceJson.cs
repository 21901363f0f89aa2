using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Traces;

/// <summary>The bodies of this slice on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TraceSearchRequest))]
[JsonSerializable(typeof(TraceSearchAnswer))]
internal sealed partial class TraceJson : JsonSerializerContext;
