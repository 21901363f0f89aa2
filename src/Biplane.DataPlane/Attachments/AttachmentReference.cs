using Biplane.Model;

namespace Biplane.DataPlane.Attachments;

/// <summary>A row of an object holds a reference to an attachment.</summary>
/// <param name="OrganizationId">The organization that the object and the key belong to.</param>
/// <param name="Key">The attachment's key.</param>
/// <param name="Object">The object whose rows refer to it.</param>
internal readonly record struct AttachmentReference(Guid OrganizationId, string Key, ObjectRef Object);
