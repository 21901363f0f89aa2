namespace Biplane.Query.Binding;

/// <summary>Where an expression stands, which decides what a bare name can mean.</summary>
internal enum NamePlace
{
    /// <summary>A select list: columns only.</summary>
    Select,

    /// <summary>A filter: columns win over aliases of the select list.</summary>
    Filter,

    /// <summary>Grouping, sort and final filter: explicit aliases win over columns.</summary>
    Result,
}
