-- Queries that run in the background. What was asked and what it found are customer data and stay on this plane; the rows are in the blob store.
CREATE TABLE async_queries (
    id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    request BLOB NOT NULL,
    batch_size INTEGER NOT NULL,
    status INTEGER NOT NULL,
    error TEXT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    blob_id TEXT NULL,
    row_count INTEGER NULL,
    byte_count INTEGER NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER NULL,
    finished_at INTEGER NULL
) WITHOUT ROWID;

CREATE INDEX async_queries_by_status ON async_queries (status, created_at);
CREATE INDEX async_queries_by_user ON async_queries (user_id, status);
