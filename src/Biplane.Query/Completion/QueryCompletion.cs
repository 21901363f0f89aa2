using Biplane.Query.Diagnostics;
using Biplane.Query.Functions;
using Biplane.Query.Sources;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;

namespace Biplane.Query.Completion;

/// <summary>What can be written at a place of a query. Never throws for what a user wrote.</summary>
public static class QueryCompletion
{
    private const int MaxItems = 200;

    private static readonly string[] Operators = ["=", "!=", "<", "<=", ">", ">=", "AND", "OR", "IN", "NOT IN", "LIKE", "ILIKE", "MATCH", "INCLUDES", "IS NULL", "IS NOT NULL", "BETWEEN"];
    private static readonly string[] Starts = ["SELECT", "WITH"];
    private static readonly string[] Literals = ["true", "false", "null", "NOT", "CASE WHEN", "interval 7 day"];

    /// <summary>The completions at a position of a query text of either dialect.</summary>
    public static CompletionList Complete(string text, int position, CompletionContext context)
    {
        if (text.Length > QueryParser.MaxTextLength)
        {
            return new CompletionList([], new SourceSpan(0, 0), null);
        }

        position = Math.Clamp(position, 0, text.Length);
        var place = CursorPlace.Find(text, position);
        var scope = CompletionScope.Of(text, place, context);
        var items = Candidates(place, scope)
            .Where(item => item.Label.StartsWith(place.Prefix, StringComparison.OrdinalIgnoreCase) || item.Insert.StartsWith(place.Prefix, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(item => (item.Kind, item.Label))
            .Take(MaxItems);
        return new CompletionList([.. items], place.Replace, Wanted(place, scope));
    }

    private static IEnumerable<CompletionItem> Candidates(CursorPlace place, CompletionScope scope)
    {
        if (place.ComparedPath.Count > 0 && !place.IsAfterOperand)
        {
            return place.IsInString ? scope.Values(place.ComparedPath) : scope.Values(place.ComparedPath).Concat(Operands(place, scope));
        }

        if (place.IsInString)
        {
            return [];
        }

        if (place.Path.Count > 0)
        {
            return scope.FieldsBelow(place.Path);
        }

        if (place.StartsClause)
        {
            return Beginnings(place);
        }

        return place.Clause switch
        {
            "from" when !place.IsAfterOperand => Sources(scope),
            "limit" or "preview_length" or "inference_budget" or "cursor" or "offset" when !place.IsAfterOperand => [],
            _ when place.IsAfterOperand => Continuations(place),
            _ => Operands(place, scope),
        };
    }

    private static IEnumerable<CompletionItem> Beginnings(CursorPlace place)
    {
        var clauses = BtqlClauses.Names.Select(name => new CompletionItem(name + ":", CompletionKind.Clause, name + ": "));
        return place.Clause.Length > 0 ? clauses : Starts.Select(word => new CompletionItem(word, CompletionKind.Clause, word + " ")).Concat(clauses);
    }

    private static IEnumerable<CompletionItem> Sources(CompletionScope scope) =>
    [
        .. scope.NamedQueries.Select(name => new CompletionItem(name, CompletionKind.Source, name, "query")),
        .. SourceFunctions.All.Where(f => f.Kind is not null).Select(f => new CompletionItem(f.Name, CompletionKind.Source, f.Name + "('", f.Signature, f.Description)),
    ];

    private static IEnumerable<CompletionItem> Operands(CursorPlace place, CompletionScope scope)
    {
        var isOfGroups = place.Clause is "select" or "measures" or "having" or "final_filter" or "sort" or "order" or "pivot";
        var functions = QueryFunctions.All
            .Where(f => !f.IsAggregate || isOfGroups)
            .Where(f => f.Name is not ("any_span" or "filter_spans") || place.Clause is "filter" or "where")
            .Select(f => new CompletionItem(f.Name, CompletionKind.Function, f.MaximumArguments == 0 ? f.Name + "()" : f.Name + "(", f.Signature, f.Description));
        return
        [
            .. scope.Columns,
            .. functions.OrderBy(item => QueryFunctions.Find(item.Label)!.IsAggregate && isOfGroups ? 0 : 1),
            .. Literals.Select(word => new CompletionItem(word, CompletionKind.Keyword, word + (word is "NOT" or "CASE WHEN" ? " " : string.Empty))),
        ];
    }

    // After an operand: an operator, or what ends the clause.
    private static IEnumerable<CompletionItem> Continuations(CursorPlace place)
    {
        string[] own = place.Clause switch
        {
            "from" => place.IsSql ? [] : [.. ShapeNames.All],
            "sort" or "order" => ["ASC", "DESC"],
            "select" or "dimensions" or "measures" or "custom_columns" or "weighted_scores" or "unpivot" => ["AS", .. Operators],
            "limit" or "cursor" or "offset" or "sample" or "tablesample" or "preview_length" or "inference_budget" => [],
            _ => Operators,
        };
        return
        [
            .. own.Select(word => new CompletionItem(word, CompletionKind.Keyword, word + " ")),
            .. place.IsSql
                ? Following(place.Clause).Select(word => new CompletionItem(word, CompletionKind.Clause, word + " "))
                : BtqlClauses.Names.Select(name => new CompletionItem("| " + name + ":", CompletionKind.Clause, "| " + name + ": ")),
        ];
    }

    private static IEnumerable<string> Following(string clause)
    {
        string[] order = ["SELECT", "FROM", "TABLESAMPLE", "UNPIVOT", "WHERE", "GROUP BY", "PIVOT", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "SETTINGS"];
        var at = Array.FindIndex(order, word => word.StartsWith(clause, StringComparison.OrdinalIgnoreCase));
        return clause == "select" ? ["FROM"] : order.Skip(Math.Max(at, 1) + 1);
    }

    // Below a path its fields are worth knowing, beside a comparison the values of its other side.
    private static WantedFields? Wanted(CursorPlace place, CompletionScope scope)
    {
        var names = place.Path.Count > 0 ? place.Path : place.ComparedPath;
        return names.Count > 0 && scope.Source is { Arguments.Count: > 0 } from && scope.IsOfSource
            ? new WantedFields(from, new PathExpression([.. names.Select(PathStep.Member)]))
            : null;
    }
}
