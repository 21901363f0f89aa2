namespace Biplane.DataPlane.Traces;

/// <summary>A span that has what was sought.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Fields">Each field that has it, and the byte of its JSON text at which it stands; 0 where only the field is known.</param>
internal sealed record TraceHit(string Id, IReadOnlyDictionary<string, long> Fields);
