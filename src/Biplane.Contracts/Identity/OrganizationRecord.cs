using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;

namespace Biplane.Contracts.Identity;

/// <summary>An organization.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Created">When it was made.</param>
/// <param name="ApiUrl">Where its data plane is reached; null before one has joined.</param>
public sealed record OrganizationRecord(Guid Id, MetadataName Name, DateTimeOffset Created, PlaneUrl? ApiUrl);
