namespace Biplane.Model;

/// <summary>Wire names and properties of <see cref="ObjectKind"/>.</summary>
public static class ObjectKinds
{
    /// <summary>The name used by queries (<c>from: experiment('…')</c>) and by <c>object_type</c> fields.</summary>
    public static string WireName(this ObjectKind kind) => kind switch
    {
        ObjectKind.ProjectLogs => "project_logs",
        ObjectKind.Experiment => "experiment",
        ObjectKind.Dataset => "dataset",
        ObjectKind.PlaygroundLogs => "playground_logs",
        ObjectKind.ProjectFunctions => "project_functions",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown object kind."),
    };

    /// <summary>Whether older versions of rows stay readable (<c>version</c> in reads). Others keep the current state and an audit entry per edit.</summary>
    public static bool KeepsVersions(this ObjectKind kind) => kind is ObjectKind.Dataset or ObjectKind.ProjectFunctions;

    /// <summary>Reads a wire name; accepts the older aliases that published clients send.</summary>
    public static ObjectKind? Parse(string name) => name switch
    {
        "project_logs" => ObjectKind.ProjectLogs,
        "experiment" => ObjectKind.Experiment,
        "dataset" => ObjectKind.Dataset,
        "playground_logs" or "prompt_session" => ObjectKind.PlaygroundLogs,
        "project_functions" or "project_prompts" or "function" or "prompt" => ObjectKind.ProjectFunctions,
        _ => null,
    };
}
