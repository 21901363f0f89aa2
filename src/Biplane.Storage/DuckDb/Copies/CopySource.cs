namespace Biplane.Storage.DuckDb.Copies;

/// <summary>Where a column of an answer comes from.</summary>
internal enum CopySource
{
    /// <summary>A storage column.</summary>
    Stored,

    /// <summary>The same text in every row.</summary>
    Constant,

    /// <summary>The entries of the row's audit, or the one that follows from its transaction.</summary>
    Audit,

    /// <summary>A member of <c>extra</c>. Only rows without any are made of copies, so it is null.</summary>
    Extra,
}
