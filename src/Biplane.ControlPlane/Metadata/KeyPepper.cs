using System.Security.Cryptography;
using System.Text;
using Biplane.Contracts.Identity;
using Biplane.Hosting.Keys;

namespace Biplane.ControlPlane.Metadata;

/// <summary>
/// Keys the hashes of API keys: HMAC-SHA-256(pepper, SHA-256(key)). The pepper lies beside the database, not in it, so that a copy of
/// the database alone can neither check nor forge a key.
/// </summary>
internal sealed class KeyPepper(ControlPlaneOptions options)
{
    private readonly byte[] _pepper = Convert.FromHexString(
        PrivateFile.ReadOrCreate(Path.Combine(options.DataDirectory, "pepper"), () => RandomNumberGenerator.GetHexString(64)));

    public string Hash(KeyDigest digest) => Convert.ToHexStringLower(HMACSHA256.HashData(_pepper, Encoding.ASCII.GetBytes(digest.Hex)));
}
