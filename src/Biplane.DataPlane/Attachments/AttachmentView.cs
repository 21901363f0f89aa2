using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Attachments;

/// <summary>An attachment as read.</summary>
/// <param name="DownloadUrl">A signed address, good for a day; it answers 404 until the upload is done.</param>
/// <param name="Status">How far the upload is.</param>
internal sealed record AttachmentView([property: JsonPropertyName("downloadUrl")] string DownloadUrl, AttachmentStatus Status);
