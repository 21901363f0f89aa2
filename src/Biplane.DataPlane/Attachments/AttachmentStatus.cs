using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Attachments;

/// <summary>An upload's state on the wire.</summary>
/// <param name="UploadStatus"><c>uploading</c>, <c>done</c> or <c>error</c>.</param>
/// <param name="ErrorMessage">What went wrong.</param>
internal sealed record AttachmentStatus(
    string? UploadStatus, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ErrorMessage = null);
