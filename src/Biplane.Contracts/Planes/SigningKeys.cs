namespace Biplane.Contracts.Planes;

/// <summary>The keys that verify browser tokens now.</summary>
/// <param name="Issuer">The control plane's name in tokens.</param>
/// <param name="Keys">The keys, newest first.</param>
public sealed record SigningKeys(PlaneUrl Issuer, IReadOnlyList<SigningKey> Keys);
