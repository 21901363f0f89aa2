namespace Biplane.Model.Rows;

/// <summary>Stable codes of <see cref="RowWarning"/>.</summary>
public static class RowWarningCodes
{
    /// <summary>A score that is a number outside 0 to 1.</summary>
    public const string ScoreOutOfRange = "score_out_of_range";

    /// <summary>A value whose type is not the documented one: a text metric, metadata that is no object.</summary>
    public const string UnexpectedType = "unexpected_type";

    /// <summary>A <c>created</c> that is not an ISO 8601 time; the server's time was taken.</summary>
    public const string BadTimestamp = "bad_timestamp";

    /// <summary>A number too large for a 64-bit floating point value; it is kept as text but compares as null.</summary>
    public const string NumberOutOfRange = "number_out_of_range";

    /// <summary>Half of a surrogate pair; it was replaced by U+FFFD because it has no UTF-8 form.</summary>
    public const string LoneSurrogate = "lone_surrogate";

    /// <summary>A member name that occurs twice in one object; the last one counts in merges.</summary>
    public const string DuplicateKey = "duplicate_key";
}
