namespace Biplane.Query.Diagnostics;

/// <summary>Collects the findings of one compilation.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    public bool HasErrors => _items.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public void Error(string code, string message, SourceSpan span, string? hint = null) =>
        _items.Add(new Diagnostic(DiagnosticSeverity.Error, code, message, span, hint));

    public void Warning(string code, string message, SourceSpan span) =>
        _items.Add(new Diagnostic(DiagnosticSeverity.Warning, code, message, span));
}
