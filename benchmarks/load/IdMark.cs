namespace Biplane.Load;

/// <summary>A place in a body where an id stands.</summary>
/// <param name="Offset">In the body, bytes.</param>
/// <param name="Length">Digits.</param>
/// <param name="Kind">Whose id it is.</param>
/// <param name="Number">Which one of that kind in its request.</param>
/// <param name="Before">0: of this request; 1: of the request before it.</param>
internal readonly record struct IdMark(int Offset, int Length, IdKind Kind, int Number, int Before);
