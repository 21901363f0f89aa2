namespace Biplane.Hosting.Errors;

/// <summary>What a client is told about a failed request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable code, see <see cref="ErrorCodes"/>.</param>
/// <param name="Message">One sentence without customer text.</param>
/// <param name="RetryAfter">When to try again, if that helps.</param>
public sealed record ErrorAnswer(int Status, string Code, string Message, TimeSpan? RetryAfter = null);
