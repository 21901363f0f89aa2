using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.Uploads;

/// <summary>A permission that stands in a signed address: one blob, one purpose, for a limited time. Holds ids only, never a name.</summary>
/// <param name="Purpose">What it allows.</param>
/// <param name="OrganizationId">The organization the blob belongs to.</param>
/// <param name="UserId">Who asked for it.</param>
/// <param name="Blob">The blob.</param>
/// <param name="Expires">When it ends, to the second.</param>
internal sealed record Ticket(TicketPurpose Purpose, Guid OrganizationId, Guid UserId, BlobId Blob, DateTimeOffset Expires);
