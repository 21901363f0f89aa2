using System.Buffers.Binary;
using System.Globalization;

namespace Biplane.Model.Transactions;

/// <summary>
/// A row's place in the total order of a data plane: 32 bits of Unix seconds, the transaction's 16-bit counter, 16 bits of row index.
/// Set when a row is first inserted and kept through every later edit. On the wire <c>p</c> and 20 decimal digits.
/// </summary>
/// <param name="Value">The number.</param>
public readonly record struct PaginationKey(ulong Value) : IComparable<PaginationKey>
{
    /// <summary>The key of row <paramref name="index"/> of a transaction.</summary>
    public static PaginationKey From(TransactionId transaction, ushort index) => new((transaction.Payload << 16) | index);

    /// <summary>The transaction that inserted the row.</summary>
    public TransactionId Transaction => TransactionId.FromPayload(Value >> 16);

    /// <summary>The cursor after this row: standard base64 of the eight big-endian bytes, without padding.</summary>
    public string ToCursor()
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);
        return Convert.ToBase64String(bytes).TrimEnd('=');
    }

    /// <summary>Reads a cursor in the standard or the URL alphabet, with or without padding.</summary>
    public static bool TryParseCursor(string? cursor, out PaginationKey key)
    {
        key = default;
        var trimmed = cursor?.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        if (trimmed is not { Length: 11 })
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[9];
        if (!Convert.TryFromBase64String(trimmed + "=", bytes, out var written) || written != 8)
        {
            return false;
        }

        key = new PaginationKey(BinaryPrimitives.ReadUInt64BigEndian(bytes));
        return true;
    }

    /// <summary>Reads the wire form, <c>p00000000000000000000</c>.</summary>
    public static bool TryParse(string? text, out PaginationKey key)
    {
        key = default;
        if (text is not { Length: 21 } || text[0] != 'p' || !ulong.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        key = new PaginationKey(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(PaginationKey other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => "p" + Value.ToString("D20", CultureInfo.InvariantCulture);

    public static bool operator <(PaginationKey left, PaginationKey right) => left.Value < right.Value;

    public static bool operator >(PaginationKey left, PaginationKey right) => left.Value > right.Value;

    public static bool operator <=(PaginationKey left, PaginationKey right) => left.Value <= right.Value;

    public static bool operator >=(PaginationKey left, PaginationKey right) => left.Value >= right.Value;
}
