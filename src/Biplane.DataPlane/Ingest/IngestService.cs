using Biplane.DataPlane.Access;
using Biplane.DataPlane.Attachments;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Model.Transactions;
using Biplane.Storage;

namespace Biplane.DataPlane.Ingest;

/// <summary>
/// The one way in for rows, whatever route they came by. Invariant: no row is stored whose object the caller may not write to, and a
/// request is stored whole or not at all.
/// </summary>
internal sealed class IngestService(IRowStore store, IObjectAccess access, AttachmentReferences attachments)
{
    /// <summary>Stores the rows; when it completes they are durable and readable. Their memory must stay valid until then.</summary>
    public async Task<TransactionId> WriteAsync(Caller caller, IReadOnlyList<EventRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return store.LastTransaction;
        }

        await AuthoriseAsync(caller, rows, cancellationToken);
        await attachments.RecordAsync(caller, rows, cancellationToken);
        var receipt = await store.WriteAsync(rows, cancellationToken);
        return receipt.Transaction;
    }

    private async ValueTask AuthoriseAsync(Caller caller, IReadOnlyList<EventRow> rows, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(ObjectRef, Permission), ObjectInfo>();
        (ObjectRef, Permission) last = default;
        ObjectInfo? info = null;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var need = (row.Object, row.IsDelete ? Permission.Delete : Permission.Update);
            if (need != last || info is null)
            {
                last = need;
                if (!known.TryGetValue(need, out info))
                {
                    info = await access.FindAsync(caller, need.Object, need.Item2, cancellationToken) ?? throw Unknown(i, row.Object);
                    known.Add(need, info);
                }
            }

            row.ProjectId = info.ProjectId;
            row.OrganizationId = info.OrganizationId;
        }
    }

    private static ApiException Unknown(int row, ObjectRef target) => ApiException.BadRequest(
        ErrorCodes.ObjectNotFound, $"Row {row}: missing write access to {target}, or it does not exist.");
}
