namespace Biplane.DataPlane.Attachments;

/// <summary>An attachment's bytes, open for reading.</summary>
/// <param name="Attachment">What is known of it.</param>
/// <param name="Content">A seekable stream; the receiver disposes it.</param>
internal sealed record AttachmentContent(Attachment Attachment, Stream Content);
