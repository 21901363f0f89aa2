using System.Collections.Frozen;
using Biplane.Model;

namespace Biplane.Query.Sources;

/// <summary>The one table of source functions: for the binder, completion and the reference.</summary>
public static class SourceFunctions
{
    /// <summary>All of them, the usual ones first.</summary>
    public static IReadOnlyList<SourceFunction> All { get; } =
    [
        new("project_logs", ObjectKind.ProjectLogs, SourceArguments.Objects, "project_logs('<project>', …)", "Logs of projects."),
        new("experiment", ObjectKind.Experiment, SourceArguments.Objects, "experiment('<experiment>', …)", "Rows of experiments."),
        new("dataset", ObjectKind.Dataset, SourceArguments.Objects, "dataset('<dataset>', …)", "Rows of datasets."),
        new("playground_logs", ObjectKind.PlaygroundLogs, SourceArguments.Objects, "playground_logs('<session>', …)", "Rows of playground runs."),
        new("prompt_session", ObjectKind.PlaygroundLogs, SourceArguments.Objects, "prompt_session('<session>', …)", "The same as `playground_logs`."),
        new("project_prompts", ObjectKind.ProjectFunctions, SourceArguments.Objects, "project_prompts('<project>', …)", "Prompts and functions of projects."),
        new("project_functions", ObjectKind.ProjectFunctions, SourceArguments.Objects, "project_functions('<project>', …)", "The same as `project_prompts`."),
        new("prompt", ObjectKind.ProjectFunctions, SourceArguments.Rows, "prompt('<prompt>', …)", "Single prompts, by id, in any project that the caller may read."),
        new("function", ObjectKind.ProjectFunctions, SourceArguments.Rows, "function('<function>', …)", "Single functions, by id, in any project that the caller may read."),
        new("org_prompts", ObjectKind.ProjectFunctions, SourceArguments.Organizations, "org_prompts('<organization>', …)", "Prompts and functions of all projects of an organization."),
        new("org_functions", ObjectKind.ProjectFunctions, SourceArguments.Organizations, "org_functions('<organization>', …)", "The same as `org_prompts`."),
        new("project_dataset", ObjectKind.Dataset, SourceArguments.ProjectAndObject, "project_dataset('<project>', '<dataset>')", "Rows of a dataset of that project."),
        new("audit_logs", null, SourceArguments.Organizations, "audit_logs('<organization>')", "The audit log of an organization; this server keeps none yet."),
        new("view", null, SourceArguments.Rows, "view('<view>', …)", "Saved views; this server keeps none yet."),
    ];

    private static readonly FrozenDictionary<string, SourceFunction> ByName = All.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a source by its name in any case.</summary>
    public static SourceFunction? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>What a call leaves to be looked up.</summary>
    public static IEnumerable<SourceReference> References(SourceFunction function, IEnumerable<string> arguments)
    {
        if (function.Kind is not { } kind)
        {
            return [];
        }

        return function.Arguments switch
        {
            SourceArguments.Organizations => arguments.Select(argument => new SourceReference(SourceLookup.Organization, kind, argument)),
            SourceArguments.Rows => [new SourceReference(SourceLookup.Everywhere, kind, string.Empty)],
            SourceArguments.ProjectAndObject => arguments.Skip(1).Where(IsName).Select(name => new SourceReference(SourceLookup.Name, kind, name)),
            _ => arguments.Where(IsName).Select(name => new SourceReference(SourceLookup.Name, kind, name)),
        };
    }

    private static bool IsName(string argument) => !Guid.TryParse(argument, out _);
}
