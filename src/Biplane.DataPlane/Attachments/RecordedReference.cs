using Biplane.Model;

namespace Biplane.DataPlane.Attachments;

/// <summary>A reference as remembered.</summary>
/// <param name="Object">The object whose rows refer to the attachment.</param>
/// <param name="UserId">Who wrote the row.</param>
/// <param name="IsTrusted">Who wrote it could read the attachment at that time.</param>
/// <param name="OrganizationId">The organization of object and attachment.</param>
/// <param name="Key">The attachment's key.</param>
internal sealed record RecordedReference(ObjectRef Object, Guid UserId, bool IsTrusted, Guid OrganizationId, string Key);
