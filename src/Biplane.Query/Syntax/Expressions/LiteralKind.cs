namespace Biplane.Query.Syntax.Expressions;

/// <summary>The kinds of literal.</summary>
public enum LiteralKind
{
    Null,
    True,
    False,

    /// <summary>The text is the number as written.</summary>
    Number,

    /// <summary>The text is the string's content.</summary>
    String,

    /// <summary>The text is a JSON object.</summary>
    Object,
}
