using System.Globalization;

namespace Biplane.Query.Diagnostics;

/// <summary>A finding about a query. Findings are values: parser and binder never throw for what a user wrote.</summary>
/// <param name="Severity">Whether it stops the query.</param>
/// <param name="Code">See <see cref="DiagnosticCodes"/>.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Span">Where in the text.</param>
/// <param name="Hint">What to write instead, if that can be told.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Code, string Message, SourceSpan Span, string? Hint = null)
{
    /// <summary>The step that made it.</summary>
    public DiagnosticStage Stage => DiagnosticCodes.StageOf(Code);

    /// <summary>The message with its place, counted from 1, and the hint.</summary>
    public string Describe(string? text)
    {
        var place = string.Empty;
        if (text is not null && Span.Start <= text.Length)
        {
            var before = text.AsSpan(0, Span.Start);
            var line = before.Count('\n') + 1;
            var column = before.Length - before.LastIndexOf('\n');
            place = string.Create(CultureInfo.InvariantCulture, $" (line {line}, column {column})");
        }

        return Hint is null ? Message + place : $"{Message}{place} {Hint}";
    }
}
