namespace Biplane.DataPlane.Attachments;

/// <summary>The client tells how the upload ended.</summary>
/// <param name="Key">The client's key.</param>
/// <param name="OrgId">The organization; may be left out by a caller of one organization.</param>
/// <param name="Status">How it ended.</param>
internal sealed record ReportUpload(string? Key, Guid? OrgId, AttachmentStatus? Status);
