using Biplane.DataPlane.Uploads;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Attachments;

/// <summary>The life of an attachment: registered, uploaded to a signed address, read through an object that refers to it.</summary>
internal sealed class AttachmentService(
    AttachmentStore store, AttachmentReferences references, IBlobStore blobs, UploadReceiver receiver, TicketSigner tickets, PublicAddress address, TimeProvider time)
{
    public const string UploadPath = "/attachment/upload";
    public const string DownloadPath = "/attachment/download";

    private const string NotFound = "There is no such attachment, or no object that you can read refers to it.";

    public async Task<RegisteredAttachment> RegisterAsync(Caller caller, RegisterAttachment request, CancellationToken cancellationToken)
    {
        var organization = OrganizationOf(caller, request.OrgId);
        if (!caller.Holds(Permission.Update, organization))
        {
            throw ApiException.Forbidden("Uploading attachments needs the right to write rows in the organization.");
        }

        var wanted = new Attachment(
            organization,
            Bounded(request.Key, "key", AttachmentLimits.MaxKeyLength),
            BlobId.New(time),
            caller.UserId,
            Bounded(request.Filename, "filename", AttachmentLimits.MaxFilenameLength),
            Bounded(request.ContentType, "content_type", AttachmentLimits.MaxContentTypeLength),
            AttachmentState.Uploading,
            Error: null);
        var attachment = await store.RegisterAsync(wanted, time.GetUtcNow(), cancellationToken);
        if (attachment.UploaderId != caller.UserId)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "This attachment key is taken. Use a new random key for each attachment.");
        }

        var ticket = new Ticket(
            TicketPurpose.AttachmentUpload, organization, caller.UserId, attachment.Blob, time.GetUtcNow() + AttachmentLimits.UploadUrlLifetime);
        return new RegisteredAttachment(
            address.Of($"{UploadPath}?ticket={tickets.Sign(ticket)}"), new Dictionary<string, string>(StringComparer.Ordinal));
    }

    public async Task UploadAsync(string? signed, HttpRequest request, CancellationToken cancellationToken)
    {
        var ticket = tickets.Read(signed, TicketPurpose.AttachmentUpload);
        await receiver.ReceiveAsync(
            request, new BlobScope(ticket.OrganizationId, BlobArea.Attachments), ticket.Blob, AttachmentLimits.MaxBytes, cancellationToken);
        await store.SetStateAsync(ticket.OrganizationId, ticket.Blob, AttachmentState.Done, error: null, cancellationToken);
    }

    /// <summary>Takes the client's word for a failure; whether an upload is done the server knows itself.</summary>
    public async Task ReportAsync(Caller caller, ReportUpload report, CancellationToken cancellationToken)
    {
        var organization = OrganizationOf(caller, report.OrgId);
        var key = Bounded(report.Key, "key", AttachmentLimits.MaxKeyLength);
        var attachment = await store.FindAsync(organization, key, cancellationToken);
        if (attachment is null || attachment.UploaderId != caller.UserId)
        {
            throw ApiException.BadRequest(ErrorCodes.ObjectNotFound, "No attachment of this key was registered by you.");
        }

        switch (report.Status?.UploadStatus)
        {
            case "done" when attachment.State != AttachmentState.Done:
                throw ApiException.BadRequest(ErrorCodes.BadRequest, "The attachment's bytes did not arrive. Upload them to the signed address first.");
            case "done" or "uploading":
                break;
            case "error":
                var error = report.Status.ErrorMessage ?? "";
                await store.SetStateAsync(
                    organization, attachment.Blob, AttachmentState.Failed, error[..Math.Min(error.Length, AttachmentLimits.MaxErrorLength)], cancellationToken);
                break;
            default:
                throw ApiException.BadRequest(ErrorCodes.BadRequest, "status.upload_status must be uploading, done or error.");
        }
    }

    public async Task<AttachmentView> ViewAsync(Caller caller, string? key, Guid? orgId, CancellationToken cancellationToken)
    {
        var organization = OrganizationOf(caller, orgId);
        var bounded = Bounded(key, "key", AttachmentLimits.MaxKeyLength);
        if (await store.FindAsync(organization, bounded, cancellationToken) is not { } attachment
            || !await references.MayReadAsync(caller, attachment, cancellationToken))
        {
            throw ApiException.BadRequest(ErrorCodes.ObjectNotFound, NotFound);
        }

        var ticket = new Ticket(
            TicketPurpose.AttachmentDownload, organization, caller.UserId, attachment.Blob, time.GetUtcNow() + AttachmentLimits.DownloadUrlLifetime);
        return new AttachmentView(address.Of($"{DownloadPath}?ticket={tickets.Sign(ticket)}"), StatusOf(attachment));
    }

    /// <summary>The bytes behind a signed address. The caller disposes them.</summary>
    public async Task<AttachmentContent> OpenAsync(string? signed, CancellationToken cancellationToken)
    {
        var ticket = tickets.Read(signed, TicketPurpose.AttachmentDownload);
        var attachment = await store.FindAsync(ticket.OrganizationId, ticket.Blob, cancellationToken);
        var content = attachment is { State: AttachmentState.Done }
            ? await blobs.OpenReadAsync(new BlobScope(ticket.OrganizationId, BlobArea.Attachments), ticket.Blob, cancellationToken)
            : null;
        return content is null
            ? throw new ApiException(404, ErrorCodes.ObjectNotFound, "The attachment's bytes have not arrived.")
            : new AttachmentContent(attachment!, content);
    }

    private static AttachmentStatus StatusOf(Attachment attachment) => attachment.State switch
    {
        AttachmentState.Done => new AttachmentStatus("done"),
        AttachmentState.Failed => new AttachmentStatus("error", attachment.Error),
        _ => new AttachmentStatus("uploading"),
    };

    private static Guid OrganizationOf(Caller caller, Guid? asked)
    {
        if (asked is { } id)
        {
            return caller.In(id) is not null
                ? id
                : throw ApiException.BadRequest(ErrorCodes.ObjectNotFound, "org_id names no organization that this key reaches.");
        }

        return caller.Memberships.Count == 1
            ? caller.Memberships[0].OrganizationId
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, "Give org_id: this key reaches several organizations.");
    }

    private static string Bounded(string? value, string name, int maxLength) =>
        value is { Length: > 0 } && value.Length <= maxLength
            ? value
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, $"{name} must be a text of 1 to {maxLength} characters.");
}
