namespace Biplane.Storage.DuckDb.Reading;

/// <summary>How much of the store a query may have to read, judged by its plan alone.</summary>
internal enum QueryWeight
{
    /// <summary>Rows or traces that the filter names by their ids.</summary>
    Keyed,

    /// <summary>A page of a list: it stops when it is full.</summary>
    Page,

    /// <summary>All rows or traces in the order of their places, page after page: long, and never in more memory than a page.</summary>
    Walk,

    /// <summary>Everything else: groups, sorts, older versions.</summary>
    Scan,
}
