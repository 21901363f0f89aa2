namespace Biplane.Query.Diagnostics;

/// <summary>Collects the findings of one compilation.</summary>
internal sealed class DiagnosticBag
{
    private const int MaxItems = 50;

    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    public bool HasErrors => _items.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public void Error(string code, string message, SourceSpan span, string? hint = null) =>
        Add(new Diagnostic(DiagnosticSeverity.Error, code, message, span, hint));

    public void Warning(string code, string message, SourceSpan span) =>
        Add(new Diagnostic(DiagnosticSeverity.Warning, code, message, span));

    // What an alias stands for is bound wherever the alias stands; nobody reads hundreds of findings.
    private void Add(Diagnostic diagnostic)
    {
        if (_items.Count < MaxItems && !_items.Contains(diagnostic))
        {
            _items.Add(diagnostic);
        }
    }
}
