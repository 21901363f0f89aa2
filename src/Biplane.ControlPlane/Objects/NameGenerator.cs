using System.Security.Cryptography;
using Biplane.Contracts.Objects;

namespace Biplane.ControlPlane.Objects;

/// <summary>Names for what came without one. A git branch would tell more, but git facts stay out of the control plane.</summary>
internal static class NameGenerator
{
    private static readonly string[] Adjectives =
        ["amber", "bold", "brisk", "calm", "clear", "crisp", "early", "fair", "fleet", "gentle", "high", "keen", "light", "lucid", "merry", "quick"];

    private static readonly string[] Nouns =
        ["albatross", "condor", "crane", "falcon", "finch", "glider", "heron", "kestrel", "kite", "lark", "martin", "osprey", "swallow", "swift", "tern", "wren"];

    public static MetadataName Next() => MetadataName.Create(
        $"{Pick(Adjectives)}-{Pick(Nouns)}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");

    private static string Pick(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];
}
