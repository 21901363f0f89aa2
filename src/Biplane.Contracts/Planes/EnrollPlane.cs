namespace Biplane.Contracts.Planes;

/// <summary>A data plane joins.</summary>
/// <param name="Code">The one-time code that an owner got from the control plane.</param>
/// <param name="PublicKey">The key that verifies this data plane from now on.</param>
/// <param name="ApiUrl">Where browsers and SDKs reach it.</param>
public sealed record EnrollPlane(EnrollmentCode Code, Es256PublicKey PublicKey, PlaneUrl ApiUrl);
