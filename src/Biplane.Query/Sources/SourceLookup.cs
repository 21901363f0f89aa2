namespace Biplane.Query.Sources;

/// <summary>What a query's source leaves to be looked up by who knows the objects.</summary>
public enum SourceLookup
{
    /// <summary>An object by its name.</summary>
    Name,

    /// <summary>Every object of an organization, by its id or name.</summary>
    Organization,

    /// <summary>Every object that the caller may read.</summary>
    Everywhere,
}
