using System.Globalization;
using Biplane.Hosting.Sqlite;
using Biplane.Model;
using Biplane.Storage.Blobs;
using Dapper;

namespace Biplane.DataPlane.Attachments;

/// <summary>What is known of attachments, in the data plane's own database. The bytes are in the blob store.</summary>
internal sealed class AttachmentStore(SqliteDatabase database)
{
    /// <summary>Registers a key; where it is known already the first registration stays. Answers what holds now.</summary>
    public Task<Attachment> RegisterAsync(Attachment attachment, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var key = new { OrganizationId = Text(attachment.OrganizationId), attachment.Key };
                await connection.ExecuteAsync(
                    AttachmentSql.Register,
                    new
                    {
                        key.OrganizationId,
                        key.Key,
                        Blob = attachment.Blob.ToString(),
                        UploaderId = Text(attachment.UploaderId),
                        attachment.Filename,
                        attachment.ContentType,
                        CreatedAt = now.ToUnixTimeMilliseconds(),
                    },
                    transaction);
                return (await connection.QuerySingleAsync<AttachmentRecord>(AttachmentSql.Find, key, transaction)).ToAttachment();
            },
            cancellationToken);

    public async Task<Attachment?> FindAsync(Guid organizationId, string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var command = new CommandDefinition(AttachmentSql.Find, new { OrganizationId = Text(organizationId), Key = key }, cancellationToken: cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<AttachmentRecord>(command))?.ToAttachment();
    }

    public async Task<Attachment?> FindAsync(Guid organizationId, BlobId blob, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var command = new CommandDefinition(
            AttachmentSql.FindByBlob, new { OrganizationId = Text(organizationId), Blob = blob.ToString() }, cancellationToken: cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<AttachmentRecord>(command))?.ToAttachment();
    }

    /// <summary>Sets the state; a finished attachment stays finished.</summary>
    public Task SetStateAsync(Guid organizationId, BlobId blob, AttachmentState state, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                AttachmentSql.SetState,
                new { OrganizationId = Text(organizationId), Blob = blob.ToString(), State = (int)state, Error = error },
                transaction),
            cancellationToken);

    public Task AddReferencesAsync(IReadOnlyList<RecordedReference> references, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                AttachmentSql.AddReference,
                references.Select(r => new
                {
                    OrganizationId = Text(r.OrganizationId),
                    r.Key,
                    Kind = (int)r.Object.Kind,
                    ObjectId = Text(r.Object.Id),
                    UserId = Text(r.UserId),
                    r.IsTrusted,
                    CreatedAt = now.ToUnixTimeMilliseconds(),
                }),
                transaction),
            cancellationToken);

    public async Task<IReadOnlyList<RecordedReference>> ReferencesAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var command = new CommandDefinition(
            AttachmentSql.References, new { OrganizationId = Text(attachment.OrganizationId), attachment.Key }, cancellationToken: cancellationToken);
        var records = await connection.QueryAsync<ReferenceRecord>(command);
        return [.. records.Select(r => new RecordedReference(
            new ObjectRef((ObjectKind)r.Kind, Id(r.ObjectId)), Id(r.UserId), r.IsTrusted != 0, attachment.OrganizationId, attachment.Key))];
    }

    private static string Text(Guid id) => id.ToString("D");

    private static Guid Id(string text) => Guid.Parse(text, CultureInfo.InvariantCulture);

    private sealed record ReferenceRecord(long Kind, string ObjectId, string UserId, long IsTrusted);

    private sealed record AttachmentRecord(
        string OrganizationId, string Key, string Blob, string UploaderId, string Filename, string ContentType, long State, string? Error)
    {
        public Attachment ToAttachment() => new(
            Id(OrganizationId),
            Key,
            BlobId.TryParse(Blob, out var blob) ? blob : throw new InvalidDataException("A blob id in the attachments table is not valid."),
            Id(UploaderId),
            Filename,
            ContentType,
            (AttachmentState)State,
            Error);
    }
}
