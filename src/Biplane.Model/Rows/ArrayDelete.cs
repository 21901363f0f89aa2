namespace Biplane.Model.Rows;

/// <summary>One entry of <c>_array_delete</c>.</summary>
/// <param name="Path">Where the array is: member names from the row's top level.</param>
/// <param name="Values">JSON array of the values to take out.</param>
public sealed record ArrayDelete(string[] Path, ReadOnlyMemory<byte> Values);
