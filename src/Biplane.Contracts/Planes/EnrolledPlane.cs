namespace Biplane.Contracts.Planes;

/// <summary>A data plane has joined.</summary>
/// <param name="DataPlaneId">Its id: the audience of tokens made for it.</param>
/// <param name="Issuer">The control plane's name in tokens: its app URL.</param>
/// <param name="OrganizationIds">The organizations bound to it.</param>
public sealed record EnrolledPlane(Guid DataPlaneId, PlaneUrl Issuer, IReadOnlyList<Guid> OrganizationIds);
