using Biplane.Contracts.Objects;

namespace Biplane.Contracts.Identity;

/// <summary>A member.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The user's address.</param>
/// <param name="GivenName">First name, if known.</param>
/// <param name="FamilyName">Last name, if known.</param>
/// <param name="Created">When the user was made.</param>
public sealed record UserRecord(Guid Id, EmailAddress Email, MetadataName? GivenName, MetadataName? FamilyName, DateTimeOffset Created);
