namespace Biplane.Model;

/// <summary>The object that a row belongs to. A row's key is this plus its caller-chosen id.</summary>
/// <param name="Kind">The kind of object.</param>
/// <param name="Id">The object's id.</param>
public readonly record struct ObjectRef(ObjectKind Kind, Guid Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind.WireName()}('{Id:D}')";
}
