-- Control plane: names, owners, times, numbers, permissions and hashes. Every column is listed in the field catalogue
-- (Biplane.Contracts/Fields); a test compares the two. Times are Unix milliseconds, ids are UUIDs in lower case.

CREATE TABLE data_planes (
    id TEXT NOT NULL PRIMARY KEY,
    api_url TEXT NOT NULL CHECK (length(api_url) <= 512),
    x TEXT NOT NULL CHECK (length(x) = 43),
    y TEXT NOT NULL CHECK (length(y) = 43),
    created INTEGER NOT NULL,
    last_seen INTEGER NOT NULL
);

CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 512),
    created INTEGER NOT NULL,
    data_plane_id TEXT REFERENCES data_planes (id)
);

CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE CHECK (length(email) <= 320),
    given_name TEXT CHECK (length(given_name) <= 512),
    family_name TEXT CHECK (length(family_name) <= 512),
    created INTEGER NOT NULL
);

CREATE TABLE memberships (
    org_id TEXT NOT NULL REFERENCES organizations (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    role INTEGER NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (org_id, user_id)
);

CREATE TABLE api_keys (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 512),
    preview_name TEXT NOT NULL CHECK (length(preview_name) <= 24),
    user_id TEXT NOT NULL REFERENCES users (id),
    org_id TEXT NOT NULL REFERENCES organizations (id),
    key_hash TEXT NOT NULL UNIQUE CHECK (length(key_hash) = 64),
    created INTEGER NOT NULL,
    revoked_at INTEGER
);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    secret_hash TEXT NOT NULL UNIQUE CHECK (length(secret_hash) = 64),
    created INTEGER NOT NULL,
    last_used INTEGER NOT NULL,
    ended_at INTEGER
);

CREATE TABLE login_tokens (
    secret_hash TEXT NOT NULL PRIMARY KEY CHECK (length(secret_hash) = 64),
    user_id TEXT NOT NULL REFERENCES users (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);

CREATE TABLE signing_keys (
    id TEXT NOT NULL PRIMARY KEY,
    x TEXT NOT NULL CHECK (length(x) = 43),
    y TEXT NOT NULL CHECK (length(y) = 43),
    created INTEGER NOT NULL,
    retired_at INTEGER
);

CREATE TABLE enrollment_codes (
    code_hash TEXT NOT NULL PRIMARY KEY CHECK (length(code_hash) = 64),
    org_id TEXT NOT NULL REFERENCES organizations (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);

-- seq is the order of creation: lists are newest first and page by it.
CREATE TABLE projects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    org_id TEXT NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 512),
    user_id TEXT REFERENCES users (id),
    created INTEGER NOT NULL,
    deleted_at INTEGER
);

CREATE UNIQUE INDEX projects_name ON projects (org_id, name) WHERE deleted_at IS NULL;

CREATE TABLE datasets (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 512),
    user_id TEXT REFERENCES users (id),
    created INTEGER NOT NULL,
    deleted_at INTEGER
);

CREATE UNIQUE INDEX datasets_name ON datasets (project_id, name) WHERE deleted_at IS NULL;

-- dataset_id and parameters_id are what the client said: the dataset may be gone by the time the run is made.
CREATE TABLE experiments (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    project_id TEXT NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 512),
    user_id TEXT REFERENCES users (id),
    created INTEGER NOT NULL,
    deleted_at INTEGER,
    base_exp_id TEXT REFERENCES experiments (id),
    dataset_id TEXT CHECK (length(dataset_id) = 36),
    dataset_version INTEGER,
    parameters_id TEXT CHECK (length(parameters_id) = 36),
    parameters_version INTEGER,
    public INTEGER NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX experiments_name ON experiments (project_id, name) WHERE deleted_at IS NULL;

CREATE TABLE dataset_snapshots (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    dataset_id TEXT NOT NULL REFERENCES datasets (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 512),
    user_id TEXT REFERENCES users (id),
    created INTEGER NOT NULL,
    deleted_at INTEGER,
    xact_id INTEGER NOT NULL
);

CREATE UNIQUE INDEX dataset_snapshots_name ON dataset_snapshots (dataset_id, name) WHERE deleted_at IS NULL;
