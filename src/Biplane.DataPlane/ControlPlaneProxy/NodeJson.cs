using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Biplane.DataPlane.ControlPlaneProxy;

/// <summary>Writes JSON nodes without reflection.</summary>
[JsonSourceGenerationOptions(MaxDepth = 1000)]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class NodeJson : JsonSerializerContext;
