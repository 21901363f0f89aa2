namespace Biplane.Hosting.Errors;

/// <summary>Stable codes of errors, documented in <c>docs/reference/errors.md</c>. Public strings are forever.</summary>
public static class ErrorCodes
{
    public const string BadRequest = "bad_request";
    public const string MalformedJson = "malformed_json";
    public const string MalformedBody = "malformed_body";
    public const string InvalidRow = "invalid_row";
    public const string ObjectNotFound = "object_not_found";
    public const string RouteNotFound = "route_not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string HostNotServed = "host_not_served";
    public const string OrganizationNotServed = "organization_not_served";
    public const string DataRefused = "data_refused";
    public const string NameTaken = "name_taken";
    public const string RequestTimeout = "request_timeout";
    public const string PayloadTooLarge = "payload_too_large";
    public const string QueryInvalid = "query_invalid";
    public const string QueryTooLarge = "query_too_large";
    public const string QueryNotFound = "query_not_found";
    public const string QueryTimeout = "query_timeout";
    public const string Busy = "busy";
    public const string StorageUnavailable = "storage_unavailable";
    public const string ControlPlaneUnavailable = "control_plane_unavailable";
    public const string NotReady = "not_ready";
    public const string Internal = "internal_error";

    /// <summary>The capitalised name that published clients know for a status.</summary>
    internal static string CompatibleName(ErrorAnswer answer) => answer.Status switch
    {
        401 => "UnauthorizedError",
        403 => "ForbiddenError",
        404 => "NotFoundError",
        408 => "RequestTimeoutError",
        413 => "PayloadTooLargeError",
        421 => "MisdirectedRequestError",
        429 => "TooManyRequestsError",
        503 => "ServiceUnavailableError",
        >= 500 => "InternalServerError",
        _ => "BadRequestError",
    };
}
