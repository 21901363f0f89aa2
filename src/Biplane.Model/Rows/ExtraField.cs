namespace Biplane.Model.Rows;

/// <summary>A field that has no column of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">Its JSON text.</param>
public readonly record struct ExtraField(string Name, ReadOnlyMemory<byte> Json);
