namespace Biplane.Hosting.Errors;

/// <summary>
/// A request is refused with a clear answer. The one exception that code below an endpoint may throw for a bad request; the error
/// writer of the route group turns it into the compatible form or into problem details. Never put a customer's value into the message:
/// name the place (row, field, parameter), say what is wrong and what to do.
/// </summary>
public sealed class ApiException : Exception
{
    public ApiException(int status, string code, string message)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>A stable code, see <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>When to try again, if that helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ApiException BadRequest(string code, string message) => new(400, code, message);

    public static ApiException Forbidden(string message) => new(403, ErrorCodes.Forbidden, message);
}
