namespace Biplane.Load;

/// <summary>A place in a body where an id stands.</summary>
internal readonly record struct IdMark(int Offset, int Length, IdKind Kind, int Number);
