namespace Biplane.Query.Diagnostics;

/// <summary>The step of the compilation that made a finding.</summary>
public enum DiagnosticStage
{
    /// <summary>Reading the text or the JSON form.</summary>
    Parser,

    /// <summary>Finding out what names and values mean.</summary>
    Binder,

    /// <summary>Looking at what the finished plan has to read.</summary>
    Optimizer,
}
