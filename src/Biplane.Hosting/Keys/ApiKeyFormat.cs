using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Biplane.Contracts.Identity;

namespace Biplane.Hosting.Keys;

/// <summary>
/// API keys: a prefix, 8 characters of public id, 43 random base62 characters (256 bits) and 6 of checksum. The checksum refuses typos
/// without a look-up; it is only trusted for texts of exactly our length, since operators may bring keys of their own.
/// </summary>
public static class ApiKeyFormat
{
    /// <summary>Prefix of keys of people.</summary>
    public const string UserPrefix = "sk-";

    /// <summary>Prefix of tokens of service accounts.</summary>
    public const string ServicePrefix = "bt-st-";

    /// <summary>Shortest key that is looked up: shorter ones cannot be unguessable.</summary>
    public const int MinLength = 32;

    /// <summary>Longest key that is looked up.</summary>
    public const int MaxLength = 512;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 8;
    private const int SecretLength = 43;
    private const int ChecksumLength = 6;
    private const int BodyLength = IdLength + SecretLength + ChecksumLength;

    /// <summary>A new key.</summary>
    public static string Create(string prefix)
    {
        var body = RandomNumberGenerator.GetString(Alphabet, IdLength + SecretLength);
        return prefix + body + Checksum(prefix + body);
    }

    /// <summary>Whether a text may be a key at all: long enough, and if it has our form, with a right checksum.</summary>
    public static bool IsPlausible(string text)
    {
        if (text.Length is < MinLength or > MaxLength)
        {
            return false;
        }

        var prefix = text.StartsWith(ServicePrefix, StringComparison.Ordinal) ? ServicePrefix
            : text.StartsWith(UserPrefix, StringComparison.Ordinal) ? UserPrefix
            : null;
        if (prefix is null || text.Length != prefix.Length + BodyLength || !text.AsSpan(prefix.Length).ToString().All(char.IsAsciiLetterOrDigit))
        {
            return true;
        }

        return text.AsSpan(text.Length - ChecksumLength).SequenceEqual(Checksum(text[..^ChecksumLength]));
    }

    /// <summary>What people may see of a key: its prefix and public id, never more than a fifth of it.</summary>
    public static KeyPreview Preview(string key)
    {
        var prefix = key.StartsWith(ServicePrefix, StringComparison.Ordinal) ? ServicePrefix
            : key.StartsWith(UserPrefix, StringComparison.Ordinal) ? UserPrefix
            : "";
        var shown = Math.Min(IdLength, (key.Length - prefix.Length) / 5);
        return KeyPreview.TryCreate(string.Create(CultureInfo.InvariantCulture, $"{prefix}{key.AsSpan(prefix.Length, shown)}****"), out var preview)
            ? preview
            : KeyPreview.Create(prefix + "****");
    }

    private static string Checksum(string text)
    {
        var crc = Crc32.HashToUInt32(Encoding.UTF8.GetBytes(text));
        return string.Create(ChecksumLength, crc, static (span, value) =>
        {
            for (var i = span.Length - 1; i >= 0; i--)
            {
                span[i] = Alphabet[(int)(value % (uint)Alphabet.Length)];
                value /= (uint)Alphabet.Length;
            }
        });
    }
}
