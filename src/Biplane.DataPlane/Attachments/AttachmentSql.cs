namespace Biplane.DataPlane.Attachments;

internal static class AttachmentSql
{
    public const string Register =
        """
        INSERT INTO attachments (org_id, key, blob_id, uploader_id, filename, content_type, state, created_at)
        VALUES (@OrganizationId, @Key, @Blob, @UploaderId, @Filename, @ContentType, 0, @CreatedAt)
        ON CONFLICT (org_id, key) DO NOTHING
        """;

    public const string Find = Select + " WHERE org_id = @OrganizationId AND key = @Key";

    public const string FindByBlob = Select + " WHERE org_id = @OrganizationId AND blob_id = @Blob";

    public const string SetState =
        """
        UPDATE attachments SET state = @State, error = @Error
        WHERE org_id = @OrganizationId AND blob_id = @Blob AND state <> 1
        """;

    public const string AddReference =
        """
        INSERT INTO attachment_references (org_id, key, kind, object_id, user_id, trusted, created_at)
        VALUES (@OrganizationId, @Key, @Kind, @ObjectId, @UserId, @IsTrusted, @CreatedAt)
        ON CONFLICT (org_id, key, kind, object_id, user_id) DO UPDATE SET trusted = 1 WHERE excluded.trusted = 1 AND trusted = 0
        """;

    public const string References =
        """
        SELECT kind AS Kind, object_id AS ObjectId, user_id AS UserId, trusted AS IsTrusted
        FROM attachment_references WHERE org_id = @OrganizationId AND key = @Key ORDER BY created_at
        """;

    private const string Select =
        """
        SELECT org_id AS OrganizationId, key AS Key, blob_id AS Blob, uploader_id AS UploaderId, filename AS Filename,
               content_type AS ContentType, state AS State, error AS Error
        FROM attachments
        """;
}
