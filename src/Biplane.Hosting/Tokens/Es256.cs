using System.Security.Cryptography;
using Biplane.Contracts.Planes;
using Microsoft.IdentityModel.Tokens;

namespace Biplane.Hosting.Tokens;

/// <summary>P-256 key pairs, their PEM files and their public halves.</summary>
public static class Es256
{
    public static string NewPrivatePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static ECDsaSecurityKey PrivateKey(string pem, string keyId)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new ECDsaSecurityKey(key) { KeyId = keyId };
    }

    public static Es256PublicKey PublicKey(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new Es256PublicKey(point.X, point.Y);
    }

    public static ECDsaSecurityKey Verifier(Es256PublicKey key, string keyId) => new(ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = key.X.ToArray(), Y = key.Y.ToArray() },
    }))
    {
        KeyId = keyId,
    };
}
