namespace Biplane.Contracts.Planes;

/// <summary>A data plane that has joined before says where it is reached now. Signed by its own key, so nobody else can move it.</summary>
/// <param name="ApiUrl">Where browsers and SDKs reach it.</param>
public sealed record AnnouncePlane(PlaneUrl ApiUrl);
