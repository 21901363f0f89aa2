namespace Biplane.Query.Planning;

/// <summary>
/// What fields there are, instead of rows: one row per field, with its path, its types as JSON Schema, how many values it has and the most
/// common ones. Objects are walked into, arrays are not.
/// </summary>
/// <param name="Roots">Where to look.</param>
/// <param name="Budget">How many rows to look at, the first of the scan.</param>
/// <param name="Depth">How many levels below the roots.</param>
public sealed record Inference(EquatableList<InferenceRoot> Roots, int Budget, int Depth)
{
    /// <summary>How many common values a field is answered with.</summary>
    public const int TopValues = 10;

    /// <summary>Values whose JSON text is longer than this many bytes are not listed.</summary>
    public const int MaxValueLength = 200;
}
