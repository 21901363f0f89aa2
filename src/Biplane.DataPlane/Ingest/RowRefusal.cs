using Biplane.Hosting.Errors;
using Biplane.Model.Rows;

namespace Biplane.DataPlane.Ingest;

/// <summary>Turns what the row reader found into the answer: the whole request is refused, and the message names the place.</summary>
internal static class RowRefusal
{
    public static ApiException From(EventReadError error) => error.Kind switch
    {
        EventReadErrorKind.MalformedJson => ApiException.BadRequest(ErrorCodes.MalformedJson, error.ToString()),
        EventReadErrorKind.WrongShape => ApiException.BadRequest(ErrorCodes.BadRequest, error.ToString()),
        EventReadErrorKind.TooLarge => new ApiException(413, ErrorCodes.PayloadTooLarge, error.ToString()),
        _ => ApiException.BadRequest(ErrorCodes.InvalidRow, error.ToString()),
    };

    /// <summary>The rows, or the refusal.</summary>
    public static IReadOnlyList<EventRow> RowsOrThrow(this EventReadResult result) => result.Error is { } error ? throw From(error) : result.Rows;
}
