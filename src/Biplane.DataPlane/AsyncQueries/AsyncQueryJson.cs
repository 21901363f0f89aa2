using System.Text.Json.Serialization;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>The bodies of this slice on the wire and in the database.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AsyncQueryScope))]
[JsonSerializable(typeof(AsyncQueryView))]
internal sealed partial class AsyncQueryJson : JsonSerializerContext;
