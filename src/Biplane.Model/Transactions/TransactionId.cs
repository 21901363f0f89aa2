using System.Globalization;

namespace Biplane.Model.Transactions;

/// <summary>
/// The version of a row: strictly increasing over all commits of a data plane.
/// Layout (64 bit): <c>0x0DE1</c>, then 32 bits of Unix seconds, then a 16-bit counter. On the wire a decimal string.
/// </summary>
/// <param name="Value">The number.</param>
public readonly record struct TransactionId(ulong Value) : IComparable<TransactionId>
{
    private const ulong Prefix = 0x0DE1UL << 48;
    private const ulong PayloadMask = 0xFFFF_FFFF_FFFF;

    // Multiplication by an odd number is invertible modulo 2^64: the people-facing form hides the time order but loses nothing.
    private const ulong PrettyMultiplier = 205_891_132_094_649;
    private const ulong PrettyInverse = 1_522_336_535_492_693_385;

    /// <summary>Builds an id from its parts.</summary>
    public static TransactionId From(uint unixSeconds, ushort counter) => new(Prefix | ((ulong)unixSeconds << 16) | counter);

    /// <summary>Seconds since the Unix epoch.</summary>
    public uint UnixSeconds => (uint)((Value & PayloadMask) >> 16);

    /// <summary>The commit's number within its second.</summary>
    public ushort Counter => (ushort)Value;

    /// <summary>The low 48 bits: seconds and counter.</summary>
    internal ulong Payload => Value & PayloadMask;

    internal static TransactionId FromPayload(ulong payload) => new(Prefix | (payload & PayloadMask));

    /// <summary>The 16 hexadecimal digits shown to people.</summary>
    public string ToPretty() => unchecked(Value * PrettyMultiplier).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads either form: 16 characters are the people-facing form, any other length is decimal.</summary>
    public static bool TryParse(string? text, out TransactionId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (text.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var pretty))
        {
            id = new TransactionId(unchecked(pretty * PrettyInverse) | Prefix);
            return true;
        }

        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new TransactionId(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(TransactionId other) => Value.CompareTo(other.Value);

    /// <summary>The decimal form used on the wire.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(TransactionId left, TransactionId right) => left.Value < right.Value;

    public static bool operator >(TransactionId left, TransactionId right) => left.Value > right.Value;

    public static bool operator <=(TransactionId left, TransactionId right) => left.Value <= right.Value;

    public static bool operator >=(TransactionId left, TransactionId right) => left.Value >= right.Value;
}
