namespace Biplane.Load;

internal enum IdKind
{
    Row = 1,
    Span = 2,
    Trace = 3,
}
