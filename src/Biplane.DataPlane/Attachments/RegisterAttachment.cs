namespace Biplane.DataPlane.Attachments;

/// <summary>Asks for an address to upload to.</summary>
/// <param name="Key">The client's key.</param>
/// <param name="Filename">The name to save it under.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="OrgId">The organization; may be left out by a caller of one organization.</param>
internal sealed record RegisterAttachment(string? Key, string? Filename, string? ContentType, Guid? OrgId);
