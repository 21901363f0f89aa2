using System.Buffers;
using System.Globalization;
using System.Text;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Storage.DuckDb.Sql;

/// <summary>
/// Paths in the engine's notation. The <c>$."a"[0]</c> notation cannot say names with quotes or backslashes, nor empty ones, and takes a star for every
/// member, in quotes too; those are JSON pointers, one nested extraction each.
/// </summary>
internal static class JsonPath
{
    private static readonly SearchValues<char> NotPlain = SearchValues.Create("\"\\\0*");

    /// <summary>The extractions that lead to the value, innermost first.</summary>
    public static IReadOnlyList<string> Segments(IEnumerable<PathStep> steps)
    {
        var segments = new List<string>();
        var current = new StringBuilder();
        foreach (var step in steps)
        {
            if (step.Name is { } name && !IsPlain(name))
            {
                Flush();
                segments.Add(Pointer(name));
                continue;
            }

            current.Append(current.Length == 0 ? "$" : string.Empty);
            if (step.Name is { } plain)
            {
                current.Append(".\"").Append(plain).Append('"');
            }
            else if (step.Index < 0)
            {
                current.Append(CultureInfo.InvariantCulture, $"[#{step.Index}]");
            }
            else
            {
                current.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            }
        }

        Flush();
        return segments;

        void Flush()
        {
            if (current.Length > 0)
            {
                segments.Add(current.ToString());
                current.Clear();
            }
        }
    }

    /// <summary>The way to one member of an object. As a pointer a number would find an element of an array.</summary>
    public static string Member(string name) => Segments([PathStep.Member(name)])[0];

    private static string Pointer(string name) =>
        "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static bool IsPlain(string name) => name.Length > 0 && name.AsSpan().IndexOfAny(NotPlain) < 0;
}
