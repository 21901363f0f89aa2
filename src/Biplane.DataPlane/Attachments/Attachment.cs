using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.Attachments;

/// <summary>A file that rows refer to by key.</summary>
/// <param name="OrganizationId">The organization the key belongs to.</param>
/// <param name="Key">The client's key, unique in the organization.</param>
/// <param name="Blob">Where the bytes are.</param>
/// <param name="UploaderId">Who registered it.</param>
/// <param name="Filename">The name it is saved under.</param>
/// <param name="ContentType">The media type it is served with.</param>
/// <param name="State">How far the upload is.</param>
/// <param name="Error">What the uploading client says went wrong.</param>
internal sealed record Attachment(
    Guid OrganizationId, string Key, BlobId Blob, Guid UploaderId, string Filename, string ContentType, AttachmentState State, string? Error);
