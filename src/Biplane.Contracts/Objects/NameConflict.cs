namespace Biplane.Contracts.Objects;

/// <summary>What to do when a name is taken.</summary>
public enum NameConflict
{
    /// <summary>Return the existing thing unmodified.</summary>
    ReturnExisting = 1,

    /// <summary>Make a new one whose name gets a hyphen and eight hex digits.</summary>
    AddSuffix = 2,

    /// <summary>The existing thing takes the given fields.</summary>
    Replace = 3,
}
