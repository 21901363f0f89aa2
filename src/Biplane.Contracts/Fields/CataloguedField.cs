namespace Biplane.Contracts.Fields;

/// <summary>One field of one resource.</summary>
/// <param name="Resource">The resource, by its wire name; for control-plane tables without a wire form, the table's name in the singular.</param>
/// <param name="Name">The field, by its wire name, which is the column's name too.</param>
/// <param name="Plane">Where it lives.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="MaxBytes">Most bytes of its value (JSON text for objects and arrays).</param>
public sealed record CataloguedField(string Resource, string Name, FieldPlane Plane, FieldKind Kind, int MaxBytes);
