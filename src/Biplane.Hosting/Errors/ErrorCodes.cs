namespace Biplane.Hosting.Errors;

/// <summary>Stable codes of errors, documented in <c>docs/reference/errors.md</c>. Public strings are forever.</summary>
public static class ErrorCodes
{
    public const string BadRequest = "bad_request";
    public const string MalformedJson = "malformed_json";
    public const string InvalidRow = "invalid_row";
    public const string ObjectNotFound = "object_not_found";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string PayloadTooLarge = "payload_too_large";
    public const string QueryInvalid = "query_invalid";
    public const string Busy = "busy";
    public const string StorageUnavailable = "storage_unavailable";
    public const string ControlPlaneUnavailable = "control_plane_unavailable";
    public const string Internal = "internal_error";
}
