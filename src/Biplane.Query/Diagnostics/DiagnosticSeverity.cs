namespace Biplane.Query.Diagnostics;

/// <summary>Whether a finding stops the query.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The query runs; the answer's <c>warnings</c> carry the finding.</summary>
    Warning,

    /// <summary>The query does not run.</summary>
    Error,
}
