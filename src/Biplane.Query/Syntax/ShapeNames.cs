namespace Biplane.Query.Syntax;

/// <summary>Names of <see cref="QueryShape"/> in queries.</summary>
internal static class ShapeNames
{
    public static IReadOnlyList<string> All { get; } = ["spans", "traces", "summary"];

    public static QueryShape? Parse(string text) => text.ToUpperInvariant() switch
    {
        "SPANS" => QueryShape.Spans,
        "TRACES" => QueryShape.Traces,
        "SUMMARY" => QueryShape.Summary,
        _ => null,
    };

    public static string Name(this QueryShape shape) => shape switch
    {
        QueryShape.Traces => "traces",
        QueryShape.Summary => "summary",
        _ => "spans",
    };
}
