namespace Biplane.Query.Sources;

/// <summary>What the arguments of a source function are.</summary>
public enum SourceArguments
{
    /// <summary>Ids or names of objects that hold rows.</summary>
    Objects,

    /// <summary>Ids or names of organizations.</summary>
    Organizations,

    /// <summary>Ids of rows, in whichever object they are.</summary>
    Rows,

    /// <summary>A project and an object of it.</summary>
    ProjectAndObject,
}
