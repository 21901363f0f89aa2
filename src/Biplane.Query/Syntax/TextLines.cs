namespace Biplane.Query.Syntax;

/// <summary>Lines and columns of a text, both counted from 1.</summary>
public sealed class TextLines(string text)
{
    private readonly int[] _starts = [0, .. Enumerable.Range(0, text.Length).Where(i => text[i] == '\n').Select(i => i + 1)];

    /// <summary>The place of an offset.</summary>
    public (int Line, int Column) At(int offset)
    {
        var line = Array.BinarySearch(_starts, Math.Clamp(offset, 0, text.Length));
        line = line >= 0 ? line : ~line - 1;
        return (line + 1, offset - _starts[line] + 1);
    }
}
