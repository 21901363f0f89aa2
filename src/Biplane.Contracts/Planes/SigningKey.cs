namespace Biplane.Contracts.Planes;

/// <summary>A key of the control plane that signs tokens for browsers.</summary>
/// <param name="Id">Its id, <c>kid</c> in tokens.</param>
/// <param name="PublicKey">The key.</param>
public sealed record SigningKey(Guid Id, Es256PublicKey PublicKey);
