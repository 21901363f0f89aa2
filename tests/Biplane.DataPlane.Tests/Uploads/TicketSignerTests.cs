using Biplane.DataPlane.Uploads;
using Biplane.Hosting.Errors;
using Biplane.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Uploads;

public sealed class TicketSignerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly TicketSigner _signer;
    private readonly Ticket _ticket;

    public TicketSignerTests()
    {
        _signer = new TicketSigner("0123456789abcdef0123456789abcdef"u8.ToArray(), _time);
        _ticket = new Ticket(TicketPurpose.AttachmentUpload, Guid.NewGuid(), Guid.NewGuid(), BlobId.New(_time), _time.GetUtcNow().AddHours(1));
    }

    [Fact]
    public void A_ticket_reads_back_as_it_was_signed() => Assert.Equal(_ticket, _signer.Read(_signer.Sign(_ticket), TicketPurpose.AttachmentUpload));

    [Fact]
    public void A_ticket_opens_nothing_but_its_own_purpose() => AssertRefused(_signer.Sign(_ticket), TicketPurpose.AttachmentDownload);

    [Fact]
    public void A_ticket_ends()
    {
        var signed = _signer.Sign(_ticket);
        _time.Advance(TimeSpan.FromHours(1));

        AssertRefused(signed, TicketPurpose.AttachmentUpload);
    }

    [Fact]
    public void A_ticket_of_which_any_character_was_changed_is_refused()
    {
        var signed = _signer.Sign(_ticket);
        for (var i = 0; i < signed.Length; i++)
        {
            foreach (var other in "AB_!".Where(c => c != signed[i]))
            {
                AssertRefused(string.Concat(signed.AsSpan(0, i), [other], signed.AsSpan(i + 1)), TicketPurpose.AttachmentUpload);
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all, but long enough to be looked at more closely, surely it is by now")]
    public void What_is_no_ticket_is_refused(string? text) => AssertRefused(text, TicketPurpose.AttachmentUpload);

    [Fact]
    public void A_ticket_of_another_data_plane_is_refused()
    {
        var other = new TicketSigner("another key of another data plane"u8.ToArray(), _time);

        AssertRefused(other.Sign(_ticket), TicketPurpose.AttachmentUpload);
    }

    private void AssertRefused(string? text, TicketPurpose purpose) =>
        Assert.Equal(403, Assert.Throws<ApiException>(() => _signer.Read(text, purpose)).Status);
}
