namespace Biplane.Model.Rows;

/// <summary>A fault for which the whole request is refused.</summary>
/// <param name="Kind">What sort of fault.</param>
/// <param name="Row">The row's index in the request, or null when the body as a whole is at fault.</param>
/// <param name="Field">The field at fault, or null.</param>
/// <param name="Message">What is wrong and what is expected; holds no value of the request.</param>
public sealed record EventReadError(EventReadErrorKind Kind, int? Row, string? Field, string Message)
{
    /// <summary>The message with its place.</summary>
    public override string ToString() => (Row, Field) switch
    {
        ({ } row, { } field) => $"Row {row}, field {field}: {Message}",
        ({ } row, null) => $"Row {row}: {Message}",
        _ => Message,
    };
}
