using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Attachments;

/// <summary>The bodies of this slice on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RegisterAttachment))]
[JsonSerializable(typeof(RegisteredAttachment))]
[JsonSerializable(typeof(ReportUpload))]
[JsonSerializable(typeof(AttachmentView))]
internal sealed partial class AttachmentJson : JsonSerializerContext;
