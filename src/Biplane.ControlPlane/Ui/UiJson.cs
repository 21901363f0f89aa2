using System.Text.Json.Serialization;

namespace Biplane.ControlPlane.Ui;

/// <summary>The JSON form of the <c>/ui</c> routes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UiConfig))]
[JsonSerializable(typeof(UiLogin))]
[JsonSerializable(typeof(UiMe))]
[JsonSerializable(typeof(UiTokenRequest))]
[JsonSerializable(typeof(UiToken))]
[JsonSerializable(typeof(UiNewKey))]
[JsonSerializable(typeof(UiKey))]
[JsonSerializable(typeof(UiKeyList))]
internal sealed partial class UiJson : JsonSerializerContext;
