using Biplane.Model;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax;

namespace Biplane.Query.Binding;

/// <summary>Turns the source function into objects.</summary>
internal static class SourceBinder
{
    private const string Known = "Known are project_logs, experiment, dataset, playground_logs, project_prompts and project_functions.";

    public static EquatableList<ObjectRef> Bind(QueryRequest request, FromClause? from, DiagnosticBag diagnostics)
    {
        if (from is null)
        {
            diagnostics.Error(DiagnosticCodes.Source, "The query does not say where its rows come from.", default, "Add for example: from: project_logs('<project id>').");
            return [];
        }

        var name = from.Source.ToLowerInvariant();
        if (name is "prompt" or "function" || ObjectKinds.Parse(name) is not { } kind)
        {
            diagnostics.Error(DiagnosticCodes.Source, $"There is no source '{from.Source}'.", from.Span, Known);
            return [];
        }

        if (from.Arguments.Count == 0)
        {
            diagnostics.Error(DiagnosticCodes.Source, $"The source '{from.Source}' needs the id of an object.", from.Span, $"Write {name}('<id>').");
            return [];
        }

        var sources = new List<ObjectRef>();
        foreach (var argument in from.Arguments)
        {
            if (Guid.TryParse(argument.Text, out var id) || request.ObjectIds.TryGetValue(argument.Text, out id))
            {
                var source = new ObjectRef(kind, id);
                if (!sources.Contains(source))
                {
                    sources.Add(source);
                }
            }
            else
            {
                diagnostics.Error(DiagnosticCodes.Source, $"There is no {name} with that id or name.", argument.Span);
            }
        }

        return [.. sources];
    }
}
