using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Sources;
using Biplane.Query.Syntax;

namespace Biplane.Query.Binding;

/// <summary>Turns a source function into objects, and a condition where it means only some of their rows.</summary>
internal static class SourceBinder
{
    public static (EquatableList<ObjectRef> Sources, BoundExpression? Condition) Bind(QueryRequest request, FromClause? from, DiagnosticBag diagnostics)
    {
        if (from is null)
        {
            diagnostics.Error(DiagnosticCodes.Source, "The query does not say where its rows come from.", default, "Add for example: from: project_logs('<project id>').");
            return ([], null);
        }

        if (SourceFunctions.Find(from.Source) is not { } function)
        {
            var near = NearNames.Find(from.Source, SourceFunctions.All.Select(f => f.Name));
            var known = SourceFunctions.All.Where(f => f.Kind is not null).Select(f => f.Name);
            diagnostics.Error(
                DiagnosticCodes.Source, $"There is no source '{from.Source}'.", from.Span, near is not null ? $"Did you mean '{near}'?" : $"Known are {string.Join(", ", known)}.");
            return ([], null);
        }

        if (function.Kind is not { } kind)
        {
            diagnostics.Error(DiagnosticCodes.Unsupported, $"The source '{function.Name}' is not served: {function.Description}", from.Span);
            return ([], null);
        }

        var needed = function.Arguments == SourceArguments.ProjectAndObject ? 2 : 1;
        if (from.Arguments.Count < needed || (needed == 2 && from.Arguments.Count != 2))
        {
            diagnostics.Error(DiagnosticCodes.Source, $"The source '{from.Source}' needs the id of an object.", from.Span, $"Write {function.Signature.Replace(", …", string.Empty, StringComparison.Ordinal)}.");
            return ([], null);
        }

        var sources = Objects(request, function, kind, from, diagnostics).Distinct().ToArray();
        return sources.Length == 0 ? ([], null) : ([.. sources], Condition(function, from, diagnostics));
    }

    private static List<ObjectRef> Objects(QueryRequest request, SourceFunction function, ObjectKind kind, FromClause from, DiagnosticBag diagnostics)
    {
        var sources = new List<ObjectRef>();
        if (function.Arguments == SourceArguments.Rows)
        {
            Add(new SourceReference(SourceLookup.Everywhere, kind, string.Empty), from.Span, "There is no project that the caller may read.");
            return sources;
        }

        foreach (var argument in from.Arguments.Skip(function.Arguments == SourceArguments.ProjectAndObject ? 1 : 0))
        {
            if (function.Arguments == SourceArguments.Organizations)
            {
                Add(new SourceReference(SourceLookup.Organization, kind, argument.Text), argument.Span, "There is no such organization, or it has no project that the caller may read.");
            }
            else if (Guid.TryParse(argument.Text, out var id))
            {
                sources.Add(new ObjectRef(kind, id));
            }
            else
            {
                Add(new SourceReference(SourceLookup.Name, kind, argument.Text), argument.Span, $"There is no {function.Name} with that id or name.");
            }
        }

        return sources;

        void Add(SourceReference reference, SourceSpan span, string missing)
        {
            if (request.Objects.TryGetValue(reference, out var ids) && ids.Count > 0)
            {
                sources.AddRange(ids.Select(found => new ObjectRef(kind, found)));
            }
            else
            {
                diagnostics.Error(DiagnosticCodes.Source, missing, span);
            }
        }
    }

    private static BoundExpression? Condition(SourceFunction function, FromClause from, DiagnosticBag diagnostics)
    {
        switch (function.Arguments)
        {
            case SourceArguments.Rows:
                return new BoundIn(new BoundColumn(EventColumns.Find("id")!), [.. from.Arguments.Select(a => BoundConstant.Of(a.Text)).Distinct()]);
            case SourceArguments.ProjectAndObject when Guid.TryParse(from.Arguments[0].Text, out var project):
                return new BoundComparison(ComparisonOperator.Equal, new BoundColumn(EventColumns.Find("project_id")!), new BoundConstant(project, ColumnType.Uuid));
            case SourceArguments.ProjectAndObject:
                diagnostics.Error(DiagnosticCodes.BadLiteral, "The project has to be given by its id.", from.Arguments[0].Span);
                return null;
            default:
                return null;
        }
    }
}
