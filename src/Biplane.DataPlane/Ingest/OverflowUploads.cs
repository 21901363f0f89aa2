using Biplane.DataPlane.Requests;
using Biplane.DataPlane.Uploads;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model.Rows;
using Biplane.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Ingest;

/// <summary>
/// Bodies that are too large for one request: announced, uploaded to a signed address, then stored by key. The key is itself a signed
/// ticket, so nothing is remembered between the steps but the uploaded bytes. Only the user who announced an upload can have it stored.
/// </summary>
internal sealed class OverflowUploads(
    IBlobStore blobs, TicketSigner tickets, PublicAddress address, UploadReceiver receiver, BodyBudget budget, IngestService ingest, TimeProvider time)
{
    public const string UploadPath = "/logs3/overflow/upload";

    private const string KeyPrefix = "overflow/";

    public OverflowAnnouncement Announce(Caller caller)
    {
        // The rows name their objects themselves; the organization is only the folder of the bytes until then.
        var ticket = new Ticket(
            TicketPurpose.OverflowUpload,
            caller.Memberships[0].OrganizationId,
            caller.UserId,
            BlobId.New(time),
            time.GetUtcNow() + IngestLimits.OverflowLifetime);
        return new OverflowAnnouncement(
            address.Of($"{UploadPath}?ticket={tickets.Sign(ticket)}"),
            KeyPrefix + tickets.Sign(ticket with { Purpose = TicketPurpose.OverflowRows }));
    }

    public async Task UploadAsync(string? signed, HttpRequest request, CancellationToken cancellationToken)
    {
        var ticket = tickets.Read(signed, TicketPurpose.OverflowUpload);
        await receiver.ReceiveAsync(request, ScopeOf(ticket), ticket.Blob, RequestLimits.MaxBodyBytes, cancellationToken);
    }

    public async Task<OverflowReceipt> RedeemAsync(Caller caller, string key, CancellationToken cancellationToken)
    {
        var ticket = tickets.Read(key.StartsWith(KeyPrefix, StringComparison.Ordinal) ? key[KeyPrefix.Length..] : null, TicketPurpose.OverflowRows);
        if (ticket.UserId != caller.UserId)
        {
            throw ApiException.Forbidden("This upload was announced by another user.");
        }

        await using var stream = await blobs.OpenReadAsync(ScopeOf(ticket), ticket.Blob, cancellationToken)
            ?? throw ApiException.BadRequest(ErrorCodes.BadRequest, "Nothing was uploaded under this overflow key, or it was stored already.");
        using var body = new RequestBody(budget);
        await body.GrowAsync((int)stream.Length, cancellationToken);
        while (body.Bytes.Length < stream.Length)
        {
            body.Advance(await stream.ReadAsync(body.Free[..(int)(stream.Length - body.Bytes.Length)], cancellationToken));
        }

        var read = EventReader.ReadLogs3(body.Bytes);
        if (read.OverflowKey is not null)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "An uploaded body holds rows, not another overflow key.");
        }

        var rows = read.RowsOrThrow();
        var transaction = await ingest.WriteAsync(caller, rows, cancellationToken);

        // The rows are stored; their second copy goes. A failure here is left to the sweep.
        await blobs.DeleteAsync(ScopeOf(ticket), ticket.Blob, CancellationToken.None);
        return new OverflowReceipt(rows, transaction);
    }

    private static BlobScope ScopeOf(Ticket ticket) => new(ticket.OrganizationId, BlobArea.Overflow);
}
