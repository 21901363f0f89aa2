-- Files that rows refer to, and which objects' rows refer to which of them. The bytes are in the blob store.
CREATE TABLE attachments (
    org_id TEXT NOT NULL,
    key TEXT NOT NULL,
    blob_id TEXT NOT NULL,
    uploader_id TEXT NOT NULL,
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    state INTEGER NOT NULL,
    error TEXT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, key)
) WITHOUT ROWID;

CREATE UNIQUE INDEX attachments_by_blob ON attachments (org_id, blob_id);

CREATE TABLE attachment_references (
    org_id TEXT NOT NULL,
    key TEXT NOT NULL,
    kind INTEGER NOT NULL,
    object_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    trusted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, key, kind, object_id, user_id)
) WITHOUT ROWID;
