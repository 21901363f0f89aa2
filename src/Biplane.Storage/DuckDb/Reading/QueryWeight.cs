namespace Biplane.Storage.DuckDb.Reading;

/// <summary>How much of the store a query may have to read, judged by its plan alone.</summary>
internal enum QueryWeight
{
    /// <summary>Rows or traces that the filter names by their ids.</summary>
    Keyed,

    /// <summary>A page of a list: it stops when it is full.</summary>
    Page,

    /// <summary>Everything else: groups, sorts, whole exports, older versions.</summary>
    Scan,
}
