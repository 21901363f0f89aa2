namespace Biplane.Model.Json;

/// <summary>A member of a JSON object: its unescaped name and the text of its value.</summary>
internal readonly record struct JsonMember(string Name, ReadOnlyMemory<byte> Value);
