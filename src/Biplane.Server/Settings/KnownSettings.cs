namespace Biplane.Server.Settings;

/// <summary>Every option, in the order of <c>docs/reference/configuration.md</c>; a test compares the two.</summary>
internal static class KnownSettings
{
    public static readonly Setting Role = new("ROLE", "all", "which planes to run: all, data or control");
    public static readonly Setting AppUrl = new("APP_URL", "the address listened on", "public address of the control plane and its user interface");
    public static readonly Setting ApiUrl = new("API_URL", "the address listened on", "public address of the data plane");
    public static readonly Setting ControlUrl = new("CONTROL_URL", "the app URL", "where the data plane dials the control plane");
    public static readonly Setting ListenApp = new("LISTEN_APP", "127.0.0.1:5180", "where the control plane listens; port 0 lets the system choose");
    public static readonly Setting ListenApi = new("LISTEN_API", "127.0.0.1:5181", "where the data plane listens; port 0 lets the system choose");
    public static readonly Setting ListenOtlp = new("LISTEN_OTLP", "127.0.0.1:5182", "where OTLP over gRPC listens, or off; nothing listens there yet");
    public static readonly Setting DataDir = new("DATA_DIR", "./data", "folder of databases, rows, blobs, keys and the command socket");
    public static readonly Setting UiDir = new("UI_DIR", "wwwroot beside the program, else ./ui/dist", "folder of the built user interface");
    public static readonly Setting UiOrigins = new("UI_ORIGINS", "none", "further origins whose pages may read answers, comma-separated");
    public static readonly Setting AllowedHosts = new("ALLOWED_HOSTS", "none", "further host names under which the planes answer, comma-separated");
    public static readonly Setting BootstrapOrg = new("BOOTSTRAP_ORG", "local", "name of the organization that the first start makes");
    public static readonly Setting BootstrapEmail = new("BOOTSTRAP_EMAIL", "owner@localhost", "address of its owner");
    public static readonly Setting BootstrapApiKey = new("BOOTSTRAP_API_KEY", "generated and printed once", "its first API key, 32 characters or more");
    public static readonly Setting EnrollCode = new("ENROLL_CODE", "none", "one-time code with which a data plane joins its control plane");
    public static readonly Setting AllowedOrgIds = new("ALLOWED_ORG_IDS", "those bound when it joined", "organizations that the data plane serves, comma-separated ids");
    public static readonly Setting AuthMaxStale = new("AUTH_MAX_STALE", "24h", "how long known callers are served while the control plane is away; 0 for not at all");
    public static readonly Setting QueryMemory = new("QUERY_MEMORY", "1GiB", "memory for what queries read, sort and group, from 256MiB on");
    public static readonly Setting QuerySpill = new("QUERY_SPILL", "8GiB", "room on disk for what queries sort and group beyond that memory");
    public static readonly Setting QueryTimeout = new("QUERY_TIMEOUT", "60s", "how long an answer may take, from 1s to 12m; a request may ask for up to five times that by query_timeout_seconds");
    public static readonly Setting AsyncQueryRetention = new("ASYNC_QUERY_RETENTION", "7d", "how long finished background queries and their rows are kept");
    public static readonly Setting AsyncQuerySpace = new("ASYNC_QUERY_SPACE", "10GiB", "room on disk for the rows of all background queries; those of one user may take half of it");
    public static readonly Setting MaxConnections = new("MAX_CONNECTIONS", "20000", "most connections open at a time to each plane; fewer where the process may not open as many files");
    public static readonly Setting ModelPrices = new("MODEL_PRICES", "none", "file of model prices that win over those that come with the program");
    public static readonly Setting OutboundAllow = new("OUTBOUND_ALLOW", "none", "CIDR[:port] list that user-supplied URLs may reach beside public addresses; nothing fetches any yet");
    public static readonly Setting Telemetry = new("TELEMETRY", "none", "kinds of telemetry to send; none exists yet");

    public static IReadOnlyList<Setting> All { get; } =
    [
        Role, AppUrl, ApiUrl, ControlUrl, ListenApp, ListenApi, ListenOtlp, DataDir, UiDir, UiOrigins, AllowedHosts, BootstrapOrg, BootstrapEmail,
        BootstrapApiKey, EnrollCode, AllowedOrgIds, AuthMaxStale, QueryMemory, QuerySpill, QueryTimeout, AsyncQueryRetention, AsyncQuerySpace, MaxConnections, ModelPrices, OutboundAllow, Telemetry,
    ];
}
