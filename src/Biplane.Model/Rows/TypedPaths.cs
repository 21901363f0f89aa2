namespace Biplane.Model.Rows;

/// <summary>
/// Paths whose typed column says all that the JSON says about them. Whoever reads nothing but such a path of a field need not read the field.
/// </summary>
[Flags]
public enum TypedPaths
{
    None = 0,

    /// <summary><c>metadata.model</c>, a string wherever it is given: <see cref="DerivedColumns.Model"/>.</summary>
    Model = 1,

    /// <summary>The number <c>metrics.tokens</c>, given wherever there is a count of tokens: <see cref="DerivedColumns.TotalTokens"/>.</summary>
    Tokens = 2,

    /// <summary>
    /// <c>metrics.start</c> and <c>metrics.end</c>, numbers wherever they are given that a double holds to the last digit: <see cref="DerivedColumns.StartTime"/> and
    /// <see cref="DerivedColumns.EndTime"/>.
    /// </summary>
    Times = 4,

    All = Model | Tokens | Times,
}
