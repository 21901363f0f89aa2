namespace Biplane.Query.Diagnostics;

/// <summary>Wire names of <see cref="DiagnosticStage"/>.</summary>
public static class DiagnosticStages
{
    /// <summary>The name that answers give.</summary>
    public static string WireName(this DiagnosticStage stage) => stage switch
    {
        DiagnosticStage.Parser => "parser",
        DiagnosticStage.Binder => "binder",
        DiagnosticStage.Optimizer => "optimizer",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Unknown stage."),
    };
}
