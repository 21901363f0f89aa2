namespace Biplane.Model.Search;

/// <summary>What a character is to words.</summary>
internal enum WordCharacterKind
{
    /// <summary>It stands between words.</summary>
    Separator,

    /// <summary>A part of a word.</summary>
    Part,

    /// <summary>A word of its own.</summary>
    Word,

    /// <summary>As if it were not there: joiners and variation selectors.</summary>
    Ignored,
}
