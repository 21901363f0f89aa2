namespace Biplane.Storage.Blobs;

/// <summary>Where a blob lives. A blob is found only with the organization it was stored for.</summary>
/// <param name="OrganizationId">The organization that owns it.</param>
/// <param name="Area">What it is for.</param>
public readonly record struct BlobScope(Guid OrganizationId, BlobArea Area);
