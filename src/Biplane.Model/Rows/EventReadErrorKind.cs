namespace Biplane.Model.Rows;

/// <summary>The faults that refuse a whole request.</summary>
public enum EventReadErrorKind
{
    /// <summary>The body is not JSON in UTF-8, or nests too deeply.</summary>
    MalformedJson,

    /// <summary>The body is JSON but not of the expected shape.</summary>
    WrongShape,

    /// <summary>A row names no object, or an id or control field has a wrong type.</summary>
    InvalidRow,

    /// <summary>A row is too large.</summary>
    TooLarge,
}
