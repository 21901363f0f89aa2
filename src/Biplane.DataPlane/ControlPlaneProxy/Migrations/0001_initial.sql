-- The data plane's own metadata: data fields of named things, and what it last heard from its control plane.
-- Times are Unix milliseconds, ids are UUIDs in lower case, JSON is UTF-8 text.

-- Small facts about this plane: its enrolment, the control plane's signing keys.
CREATE TABLE plane_state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Data fields under the id that the control plane knows. is_confirmed = 0: the control plane has not taken the other half yet.
CREATE TABLE object_data (
    id TEXT NOT NULL PRIMARY KEY,
    type INTEGER NOT NULL,
    fields BLOB NOT NULL,
    is_confirmed INTEGER NOT NULL DEFAULT 0,
    project_id TEXT,
    git_commit TEXT,
    git_base_id TEXT,
    created INTEGER NOT NULL
);

CREATE INDEX object_data_commit ON object_data (project_id, git_commit) WHERE git_commit IS NOT NULL;
CREATE INDEX object_data_unconfirmed ON object_data (created) WHERE is_confirmed = 0;

-- The last good answer about a thing, a key or a session: what the plane goes on with when the control plane does not answer.
CREATE TABLE known_objects (
    type INTEGER NOT NULL,
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    checked_at INTEGER NOT NULL,
    PRIMARY KEY (type, id)
);

CREATE TABLE known_callers (
    credential TEXT NOT NULL PRIMARY KEY,
    identity TEXT NOT NULL,
    checked_at INTEGER NOT NULL
);
