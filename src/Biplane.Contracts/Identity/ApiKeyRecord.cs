using Biplane.Contracts.Objects;

namespace Biplane.Contracts.Identity;

/// <summary>An API key, without the key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Preview">Its first and last characters.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Email">That user's address.</param>
/// <param name="OrganizationId">The organization it reaches.</param>
/// <param name="Created">When it was made.</param>
public sealed record ApiKeyRecord(
    Guid Id, MetadataName Name, KeyPreview Preview, Guid UserId, EmailAddress Email, Guid OrganizationId, DateTimeOffset Created);
