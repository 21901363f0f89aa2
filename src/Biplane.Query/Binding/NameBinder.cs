using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Diagnostics;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Binding;

/// <summary>
/// Finds what a name means: a column, an alias of the select list, a path's last part, or one of a few short names that clients use.
/// </summary>
internal sealed class NameBinder(BindingContext context, ExpressionBinder expressions)
{
    private static readonly EventColumn SpanAttributes = EventColumns.Find("span_attributes")!;
    private static readonly EventColumn Metrics = EventColumns.Find("metrics")!;

    private readonly AliasTable _aliases = new(context.Syntax);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    public List<(string Name, BoundUnpivoted Column)> Unpivoted { get; } = [];

    public BoundExpression Bind(PathExpression path, NamePlace place)
    {
        var name = path.Steps[0].Name!;
        var root = FindRoot(name, path.Steps.Count == 1, place);
        if (root is null && path.Steps is [_, { Name: not null }, ..] && name == context.SourceAlias)
        {
            return Bind(path with { Steps = [.. path.Steps.Skip(1)] }, place);
        }

        root ??= FieldWithoutColumn(name, path);
        if (root is null)
        {
            return Unknown(name, path);
        }

        if (path.Steps.Count == 1)
        {
            return WithWeights(root, place);
        }

        return root.Type == ColumnType.Json
            ? Step(root, path.Steps.Skip(1), place)
            : expressions.Error(DiagnosticCodes.UnknownColumn, $"'{name}' is a {ComparisonBinder.Name(root.Type)} and has no fields.", path);
    }

    /// <summary>The scores of a row hold the weighted ones too.</summary>
    public BoundExpression WithWeights(BoundExpression value, NamePlace place)
    {
        if (!IsColumn(value, "scores") || context.Syntax.WeightedScores.Count == 0 || !_open.Add("scores"))
        {
            return value;
        }

        var members = context.Syntax.WeightedScores
            .DistinctBy(AliasTable.NameOf)
            .Select(item => new BoundMember(AliasTable.NameOf(item), expressions.BindAs(item.Expression, ColumnType.Number, place)));
        var scores = new BoundObjectWith(value, [.. members]);
        _open.Remove("scores");
        return scores;
    }

    private BoundExpression? FindRoot(string name, bool isWhole, NamePlace place)
    {
        if (Unpivoted.Find(u => u.Name == name).Column is { } unpivoted)
        {
            return unpivoted;
        }

        if (place == NamePlace.Result && FromAlias(name, _aliases.FindExplicit(name), place) is { } result)
        {
            return result;
        }

        if (FindColumn(name) is { } column)
        {
            return column;
        }

        if (place != NamePlace.Select
            && (FromAlias(name, _aliases.FindExplicit(name), place) ?? FromAlias(name, _aliases.FindImplicit(name), place)) is { } alias)
        {
            return alias;
        }

        return context.Inner is null ? ShortName(name, isWhole, place) : null;
    }

    // Clients may log fields of their own, which are kept. A path into one is understood unless it looks like a misspelled column.
    private BoundColumn? FieldWithoutColumn(string name, PathExpression path) =>
        path.Steps.Count > 1 && context.Inner is null && NearNames.Find(name, Known()) is null
            ? new BoundColumn(new EventColumn(name, ColumnType.Json, EventColumns.ExtraStorageName, []))
            : null;

    private BoundExpression? FindColumn(string name)
    {
        if (context.Inner is not { } inner)
        {
            return EventColumns.Find(name) is { } column && (column.IsOf(context.Kind) || IsAuditColumn(column)) ? new BoundColumn(column) : null;
        }

        for (var i = 0; i < inner.Output.Count; i++)
        {
            if (inner.Output[i].Column is { IsHidden: false, IsSpread: false } column && column.Name == name)
            {
                return new BoundInner(i, name, column.Type);
            }
        }

        return null;
    }

    // Versions carry what was done to them, whatever the kind.
    private bool IsAuditColumn(EventColumn column) => context.Request.AuditLog && column.Name == "audit_data";

    private BoundExpression? FromAlias(string name, Expression? expression, NamePlace place)
    {
        // An alias that speaks of itself ("lower(name) as name") means the column inside.
        if (expression is null || !_open.Add(name))
        {
            return null;
        }

        var bound = expressions.Bind(expression, place == NamePlace.Result ? NamePlace.Result : NamePlace.Filter);
        _open.Remove(name);
        return bound;
    }

    private BoundExpression? ShortName(string name, bool isWhole, NamePlace place)
    {
        if (SpanAttributes.IsOf(context.Kind))
        {
            switch (name)
            {
                case "name":
                    return Step(new BoundColumn(SpanAttributes), [PathStep.Member("name")], place);
                case "duration" or "latency" when isWhole:
                    return Duration(place);
                case "comment" when isWhole:
                    return new BoundColumn(EventColumns.Find("comments")!);
                default:
                    return name == "span_type_info" && context.Shape == QueryShape.Summary ? new BoundColumn(SpanAttributes) : null;
            }
        }

        // Functions and prompts have fields of many versions of the clients; what has no column of its own is kept all the same.
        return context.Kind == ObjectKind.ProjectFunctions ? new BoundColumn(new EventColumn(name, ColumnType.Json, EventColumns.ExtraStorageName, [])) : null;
    }

    private BoundExpression Step(BoundExpression root, IEnumerable<PathStep> steps, NamePlace place)
    {
        EquatableList<PathStep> way = [.. steps];
        if (IsColumn(root, "scores") && way is [{ Name: { } score }] && WeightedScore(score, place) is { } weighted)
        {
            return weighted;
        }

        // A class holds an array of labels: a field of it without an index speaks of all of them.
        if (IsColumn(root, "classifications") && way is [{ Name: not null } task, { Name: not null }, ..])
        {
            return new BoundEach(new BoundPath(root, [task]), [.. way.Skip(1)]);
        }

        return root is BoundColumn { Column.Name: "metrics" } && way is [{ Name: "duration" or "latency" }] && !IsRolledUp(place)
            ? Duration(place)
            : root is BoundPath inner ? new BoundPath(inner.Root, [.. inner.Steps, .. way]) : new BoundPath(root, way);
    }

    private static bool IsColumn(BoundExpression value, string name) => value is BoundColumn { Column.Name: var column } ? column == name : value is BoundInner inner && inner.Name == name;

    private BoundExpression? WeightedScore(string name, NamePlace place)
    {
        var item = context.Syntax.WeightedScores.FirstOrDefault(w => AliasTable.NameOf(w) == name);
        if (item is null || !_open.Add("scores." + name))
        {
            return null;
        }

        var bound = expressions.BindAs(item.Expression, ColumnType.Number, place);
        _open.Remove("scores." + name);
        return bound;
    }

    // Filters speak of spans also where the rows are whole traces.
    private bool IsRolledUp(NamePlace place) => context.Shape == QueryShape.Summary && place != NamePlace.Filter;

    // Clients log start and end; some also a duration of their own, which then counts.
    private BoundExpression Duration(NamePlace place)
    {
        BoundExpression Metric(string name) => new BoundConvert(new BoundPath(new BoundColumn(Metrics), [PathStep.Member(name)]), ColumnType.Number);
        return IsRolledUp(place)
            ? Metric("duration")
            : new BoundCall(
                Functions.ScalarFunction.Coalesce,
                [Metric("duration"), new BoundArithmetic(ArithmeticOperator.Subtract, Metric("end"), Metric("start"))],
                ColumnType.Number);
    }

    private BoundExpression Unknown(string name, PathExpression path)
    {
        var near = NearNames.Find(name, Known());
        var hint = near is not null ? $"Did you mean '{near}'?"
            : context.Inner is not null ? $"It has {string.Join(", ", Known().Take(12))}."
            : EventColumns.Find("metadata")!.IsOf(context.Kind) ? $"If it is a field of metadata, write metadata.{name}." : null;
        return expressions.Error(
            DiagnosticCodes.UnknownColumn,
            context.Inner is null ? $"There is no column '{name}' in {context.Kind.WireName()}." : $"The sub-query has no column '{name}'.",
            path,
            hint);
    }

    // Columns first: a misspelled name means one of them rather than an alias.
    private IEnumerable<string> Known() =>
    [
        .. context.Inner is { } inner ? inner.Columns.Where(c => !c.IsHidden && !c.IsSpread).Select(c => c.Name) : EventColumns.Of(context.Kind).Select(c => c.Name),
        .. Unpivoted.Select(u => u.Name),
        .. _aliases.Names,
    ];
}
