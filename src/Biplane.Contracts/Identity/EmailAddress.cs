using System.Text.Json.Serialization;

namespace Biplane.Contracts.Identity;

/// <summary>A member's address: the control plane's knowledge, shown by both planes.</summary>
[JsonConverter(typeof(EmailAddressConverter))]
public readonly record struct EmailAddress
{
    /// <summary>Longest address, in characters.</summary>
    public const int MaxLength = 320;

    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    public static bool TryCreate(string? text, out EmailAddress address)
    {
        address = default;
        if (text is not { Length: >= 3 and <= MaxLength } || text.AsSpan().Count('@') != 1 || text[0] == '@' || text[^1] == '@'
            || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return false;
        }

        address = new EmailAddress(text);
        return true;
    }

    /// <exception cref="ArgumentException">The text is no address.</exception>
    public static EmailAddress Create(string text) =>
        TryCreate(text, out var address) ? address : throw new ArgumentException("Not an e-mail address.", nameof(text));

    public override string ToString() => Value;
}
