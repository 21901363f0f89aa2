namespace Biplane.Query.Completion;

/// <summary>What a completion is, for its icon and order.</summary>
public enum CompletionKind
{
    /// <summary>A column of the source or an alias.</summary>
    Column,

    /// <summary>A field below a column.</summary>
    Field,

    /// <summary>A value that the column or field has.</summary>
    Value,

    /// <summary>A function, with its signature.</summary>
    Function,

    /// <summary>A source of rows.</summary>
    Source,

    /// <summary>A word that begins a clause.</summary>
    Clause,

    /// <summary>Another word or an operator.</summary>
    Keyword,
}
