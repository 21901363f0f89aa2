using Biplane.Hosting.Errors;

namespace Biplane.DataPlane.Traces;

/// <summary>A search within a trace.</summary>
/// <param name="RootSpanId">The trace.</param>
/// <param name="Text">What is sought.</param>
/// <param name="IsWords">Words and phrases, as <c>MATCH</c> finds them; otherwise the letters, as <c>ILIKE</c> does.</param>
/// <param name="Limit">How many spans at most.</param>
internal sealed record TraceQuestion(string RootSpanId, string Text, bool IsWords, int Limit)
{
    private const int MaxTextLength = 1_000;
    private const int DefaultLimit = 1_000;
    private const int MaxLimit = 10_000;

    /// <exception cref="ApiException">400 that names the member.</exception>
    public static TraceQuestion From(TraceSearchRequest request)
    {
        if (string.IsNullOrEmpty(request.RootSpanId))
        {
            throw Bad("root_span_id is missing.");
        }

        if (request.Query is not { Length: > 0 and <= MaxTextLength } text)
        {
            throw Bad($"query must be a text of 1 to {MaxTextLength} characters.");
        }

        if (request.Mode is not (null or "words" or "text"))
        {
            throw Bad("mode must be words or text.");
        }

        return request.Limit is null or (> 0 and <= MaxLimit)
            ? new TraceQuestion(request.RootSpanId, text, request.Mode != "text", request.Limit ?? DefaultLimit)
            : throw Bad($"limit must be a number of spans from 1 to {MaxLimit}.");
    }

    private static ApiException Bad(string message) => ApiException.BadRequest(ErrorCodes.BadRequest, message);
}
