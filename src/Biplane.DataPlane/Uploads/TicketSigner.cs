using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Biplane.Hosting.Errors;
using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.Uploads;

/// <summary>
/// Signs tickets with a key that never leaves the data plane (HMAC-SHA-256). Text form: base64url of purpose, organization, user, blob,
/// expiry and signature.
/// </summary>
internal sealed class TicketSigner(byte[] key, TimeProvider time)
{
    private const int PayloadBytes = 1 + 16 + 16 + 16 + 8;
    private const int TicketBytes = PayloadBytes + HMACSHA256.HashSizeInBytes;

    public string Sign(Ticket ticket)
    {
        Span<byte> bytes = stackalloc byte[TicketBytes];
        bytes[0] = (byte)ticket.Purpose;
        ticket.OrganizationId.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        ticket.UserId.TryWriteBytes(bytes[17..], bigEndian: true, out _);
        ticket.Blob.Value.TryWriteBytes(bytes[33..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[49..], ticket.Expires.ToUnixTimeSeconds());
        HMACSHA256.HashData(key, bytes[..PayloadBytes], bytes[PayloadBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="ApiException">403: not a ticket of ours, for another purpose, or expired.</exception>
    public Ticket Read(string? text, TicketPurpose purpose)
    {
        Span<byte> bytes = stackalloc byte[TicketBytes];
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        // Not TryDecodeFromChars: that throws for text that is no base64url.
        if (text?.Length != Base64Url.GetEncodedLength(TicketBytes)
            || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != TicketBytes)
        {
            throw ApiException.Forbidden("This address is not one that the server signed.");
        }

        HMACSHA256.HashData(key, bytes[..PayloadBytes], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[PayloadBytes..]) || bytes[0] != (byte)purpose)
        {
            throw ApiException.Forbidden("This address is not one that the server signed.");
        }

        var expires = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[49..]));
        return expires > time.GetUtcNow()
            ? new Ticket(
                purpose,
                new Guid(bytes[1..17], bigEndian: true),
                new Guid(bytes[17..33], bigEndian: true),
                new BlobId(new Guid(bytes[33..49], bigEndian: true)),
                expires)
            : throw ApiException.Forbidden("This signed address has expired. Ask for a new one.");
    }
}
