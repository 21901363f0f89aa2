using Biplane.Contracts.Planes;

namespace Biplane.ControlPlane.DataPlanes;

/// <summary>A data plane that has joined.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ApiUrl">Where it is reached.</param>
/// <param name="PublicKey">The key that verifies it.</param>
/// <param name="OrganizationIds">The organizations bound to it.</param>
internal sealed record DataPlaneRecord(Guid Id, PlaneUrl ApiUrl, Es256PublicKey PublicKey, IReadOnlyList<Guid> OrganizationIds);
