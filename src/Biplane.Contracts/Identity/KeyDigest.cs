using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Biplane.Contracts.Identity;

/// <summary>The SHA-256 of a credential, the only form in which a key crosses between the planes. 64 lower-case hex digits.</summary>
[JsonConverter(typeof(KeyDigestConverter))]
public readonly record struct KeyDigest
{
    private KeyDigest(string hex) => Hex = hex;

    public string Hex { get; }

    public static KeyDigest Of(string credential) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(credential))));

    public static bool TryParse(string? hex, out KeyDigest digest)
    {
        digest = default;
        if (hex is not { Length: 64 } || !hex.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        digest = new KeyDigest(hex);
        return true;
    }

    /// <summary>Nothing: not even a digest belongs into a log.</summary>
    public override string ToString() => "***";
}
