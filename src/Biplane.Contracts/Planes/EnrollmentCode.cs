using System.Text.Json.Serialization;

namespace Biplane.Contracts.Planes;

/// <summary>A one-time code with which a data plane joins. 43 base64url characters (32 random bytes); a secret while it is unused.</summary>
[JsonConverter(typeof(EnrollmentCodeConverter))]
public readonly record struct EnrollmentCode
{
    private const int Length = 43;

    private EnrollmentCode(string value) => Value = value;

    public string Value { get; }

    public static bool TryCreate(string? text, out EnrollmentCode code)
    {
        var isValid = text is { Length: Length } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        code = isValid ? new EnrollmentCode(text!) : default;
        return isValid;
    }

    public override string ToString() => "***";
}
