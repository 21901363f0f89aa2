namespace Biplane.Query.Syntax.Expressions;

/// <summary>One step of a path: a member's name, or (name null) the index of an array element, negative from the end.</summary>
/// <param name="Name">The member.</param>
/// <param name="Index">The element.</param>
public readonly record struct PathStep(string? Name, int Index)
{
    public static PathStep Member(string name) => new(name, 0);

    public static PathStep Element(int index) => new(null, index);
}
