using System.Security.Cryptography;
using System.Text;

namespace Biplane.Hosting.Keys;

/// <summary>Random secrets of 256 bits and their SHA-256: nothing slower is needed for what cannot be guessed.</summary>
public static class SecretHash
{
    /// <summary>A new secret of 43 base64url characters.</summary>
    public static string NewSecret() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>64 lower-case hex digits.</summary>
    public static string Of(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
