using Biplane.DataPlane.Access;
using Biplane.Hosting.Identity;
using Biplane.Model.Rows;

namespace Biplane.DataPlane.Attachments;

/// <summary>
/// Knows which objects refer to which attachments: recorded when rows come in, asked when an attachment is read. Invariant: an attachment
/// is readable only through an object that refers to it, and only if the reference was made by somebody who could read the attachment:
/// the one who uploads it, or one who could read it through another reference. So a key that leaked opens nothing by being logged again.
/// </summary>
internal sealed class AttachmentReferences(AttachmentStore store, IObjectAccess access, TimeProvider time)
{
    /// <summary>Remembers the references that rows hold. Call it before the rows are stored: a reference too many opens nothing.</summary>
    public async ValueTask RecordAsync(Caller caller, IReadOnlyList<EventRow> rows, CancellationToken cancellationToken)
    {
        if (AttachmentReferenceFinder.Find(rows) is not { } found)
        {
            return;
        }

        var made = new List<RecordedReference>();
        foreach (var reference in found)
        {
            var isTrusted = await store.FindAsync(reference.OrganizationId, reference.Key, cancellationToken) is { } attachment
                && await MayReadAsync(caller, attachment, cancellationToken);
            made.Add(new RecordedReference(reference.Object, caller.UserId, isTrusted, reference.OrganizationId, reference.Key));
        }

        await store.AddReferencesAsync(made, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Whether the caller can read some object that refers to the attachment.</summary>
    public async ValueTask<bool> MayReadAsync(Caller caller, Attachment attachment, CancellationToken cancellationToken)
    {
        foreach (var reference in await store.ReferencesAsync(attachment, cancellationToken))
        {
            if ((reference.IsTrusted || reference.UserId == attachment.UploaderId)
                && await access.FindAsync(caller, reference.Object, Permission.Read, cancellationToken) is { } found
                && found.OrganizationId == attachment.OrganizationId)
            {
                return true;
            }
        }

        return false;
    }
}
