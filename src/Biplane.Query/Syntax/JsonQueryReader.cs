using System.Text.Json;
using Biplane.Query.Diagnostics;
using Biplane.Query.Syntax.Expressions;
using Biplane.Query.Syntax.Text;

namespace Biplane.Query.Syntax;

/// <summary>The JSON form of a query, into the same tree as the texts. Strict: a member it does not know is an error.</summary>
internal sealed class JsonQueryReader(DiagnosticBag diagnostics)
{
    private readonly JsonExpressionReader _expressions = new(diagnostics);
    private int _depth;

    public static QuerySyntax Read(JsonElement json, DiagnosticBag diagnostics) => new JsonQueryReader(diagnostics).ReadQuery(json);

    private QuerySyntax ReadQuery(JsonElement json)
    {
        var query = new QuerySyntax();
        if (json.ValueKind != JsonValueKind.Object)
        {
            Fail("A query is a string or an object.");
            return query;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            query = ReadMember(query, member.Name, member.Value);
            if (diagnostics.HasErrors)
            {
                break;
            }
        }

        return query;
    }

    private QuerySyntax ReadMember(QuerySyntax query, string name, JsonElement value) => name switch
    {
        "select" => query with { Select = ReadItems(value) },
        "dimensions" => query with { Dimensions = ReadItems(value) },
        "measures" => query with { Measures = ReadItems(value) },
        "weighted_scores" => query with { WeightedScores = ReadItems(value) },
        "custom_columns" => query with { CustomColumns = ReadItems(value) },
        "distinct" => query with { IsDistinct = value.ValueKind == JsonValueKind.True },
        "pivot" => query with { Pivot = ReadPivot(value) },
        "unpivot" => query with { Unpivot = ReadList(value, ReadUnpivot) },
        "infer" => query with { Infer = ReadList(value, _expressions.Read) },
        "filter" => query with { Filter = ReadFilter(value) },
        "trace_filter" => query with { TraceFilter = ReadFilter(value) },
        "final_filter" => query with { FinalFilter = ReadFilter(value) },
        "comparison_key" => query with { ComparisonKey = _expressions.Read(value) },
        "from" => query with { From = ReadFrom(value) },
        "sort" => query with { Sort = ReadList(value, ReadSort) },
        "limit" => query with { Limit = ReadInteger(value, name) },
        "cursor" => query with { Cursor = ReadString(value, name) },
        "preview_length" => query with { PreviewLength = (int?)ReadInteger(value, name) },
        "inference_budget" => query with { InferenceBudget = (int?)ReadInteger(value, name) },
        "sample" => query with { Sample = ReadSample(value) },
        "loc" => query,
        _ => Unknown(query, name),
    };

    private QuerySyntax Unknown(QuerySyntax query, string name)
    {
        Fail($"A query has no member '{name}'.");
        return query;
    }

    private EquatableList<T> ReadList<T>(JsonElement value, Func<JsonElement, T> read)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Fail("Expected an array.");
            return [];
        }

        var items = new List<T>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            items.Add(read(item));
            if (diagnostics.HasErrors)
            {
                break;
            }
        }

        return [.. items];
    }

    private EquatableList<SelectItem> ReadItems(JsonElement value) => [.. ReadList(value, ReadItem), .. Replacements(value)];

    // {"op":"star","replace":{"column":expr}}: every column, some of them with another value.
    private List<SelectItem> Replacements(JsonElement items)
    {
        if (items.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return items.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("op", out var op) && op.ValueEquals("star"u8))
            .SelectMany(item => item.TryGetProperty("replace", out var replace) && replace.ValueKind == JsonValueKind.Object ? replace.EnumerateObject() : default)
            .Select(member => new SelectItem(_expressions.Read(member.Value), member.Name))
            .ToList();
    }

    // A list of measures, or with the column whose values become names: {"measures":[…],"column":expr}.
    private PivotClause ReadPivot(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("measures", out var measures)
        ? new PivotClause(ReadItems(measures), value.TryGetProperty("column", out var column) && column.ValueKind != JsonValueKind.Null ? _expressions.Read(column) : null)
        : new PivotClause(ReadItems(value), Column: null);

    private SelectItem ReadItem(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("expr", out var expression))
        {
            var alias = item.TryGetProperty("alias", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
            return new SelectItem(_expressions.Read(expression), alias);
        }

        return new SelectItem(_expressions.Read(item));
    }

    private SortItem ReadSort(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("expr", out var expression))
        {
            return new SortItem(_expressions.Read(item));
        }

        var direction = item.TryGetProperty("dir", out var dir) && dir.ValueKind == JsonValueKind.String ? dir.GetString() : "asc";
        if (direction is not ("asc" or "desc"))
        {
            Fail("The direction of a sort is \"asc\" or \"desc\".");
        }

        return new SortItem(_expressions.Read(expression), direction == "desc");
    }

    private UnpivotItem ReadUnpivot(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("expr", out var expression) && item.TryGetProperty("alias", out var alias))
        {
            if (alias.ValueKind == JsonValueKind.String)
            {
                return new UnpivotItem(_expressions.Read(expression), null, alias.GetString()!);
            }

            if (alias.ValueKind == JsonValueKind.Array && alias.GetArrayLength() == 2 && alias.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String))
            {
                return new UnpivotItem(_expressions.Read(expression), alias[0].GetString(), alias[1].GetString()!);
            }
        }

        Fail("An item of unpivot has an 'expr' and an 'alias' of one or two names.");
        return new UnpivotItem(LiteralExpression.Null, null, string.Empty);
    }

    // Clients send one expression or an array of them, all of which must hold.
    private Expression? ReadFilter(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return _expressions.Read(value);
        }

        var terms = ReadList(value, _expressions.Read);
        return terms.Count switch { 0 => null, 1 => terms[0], _ => new LogicalExpression(IsAnd: true, terms) };
    }

    private FromClause? ReadFrom(JsonElement value)
    {
        QueryShape? shape = null;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("shape", out var shapeName) && shapeName.ValueKind == JsonValueKind.String)
        {
            shape = ShapeNames.Parse(shapeName.GetString()!);
            if (shape is null)
            {
                Fail("A shape is \"spans\", \"traces\" or \"summary\".");
            }
        }

        var alias = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("alias", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("query", out var query))
        {
            return ReadSubquery(query, shape, alias);
        }

        return ReadFunction(value) is { } source ? source with { Shape = shape, Alias = alias } : null;
    }

    private FromClause? ReadSubquery(JsonElement query, QueryShape? shape, string? alias)
    {
        if (++_depth > NestedQueries.MaxDepth)
        {
            diagnostics.Error(DiagnosticCodes.TooDeep, $"Queries nest deeper than {NestedQueries.MaxDepth} levels.", default);
            return null;
        }

        var source = new FromClause(string.Empty, [], shape) { Subquery = ReadQuery(query), Alias = alias };
        _depth--;
        return source;
    }

    private FromClause? ReadFunction(JsonElement value)
    {
        switch (_expressions.Read(value))
        {
            case CallExpression call when call.Arguments.All(a => a is LiteralExpression { Kind: LiteralKind.String }):
                return new FromClause(call.Name, [.. call.Arguments.Cast<LiteralExpression>()]);
            case PathExpression { Steps: [{ Name: { } name }] }:
                return new FromClause(name, []);
            default:
                Fail("The source is a function of ids, for example {\"op\":\"function\",\"name\":{\"op\":\"ident\",\"name\":[\"dataset\"]},\"args\":[…]}.");
                return null;
        }
    }

    private SampleClause? ReadSample(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("method", out var method) && method.ValueKind == JsonValueKind.Object
            && method.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is "rate" or "count"
            && method.TryGetProperty("value", out var amount) && amount.ValueKind == JsonValueKind.Number)
        {
            var isRate = type.ValueEquals("rate"u8);
            var seed = value.TryGetProperty("seed", out var s) && s.ValueKind != JsonValueKind.Null ? ReadInteger(s, "seed") : null;

            // The JSON form gives a rate as a share of one.
            return new SampleClause(isRate && amount.TryGetDecimal(out var share) && Math.Abs(share) < 1_000_000 ? (double)(share * 100) : amount.GetDouble() * (isRate ? 100 : 1), isRate, seed);
        }

        Fail("A sample is {\"method\":{\"type\":\"rate\" or \"count\",\"value\":…},\"seed\":…}.");
        return null;
    }

    private long? ReadInteger(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            return name is "limit" or "seed" ? number : Math.Clamp(number, int.MinValue, int.MaxValue);
        }

        Fail($"'{name}' is a whole number.");
        return null;
    }

    private string? ReadString(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Fail($"'{name}' is a string.");
        return null;
    }

    private void Fail(string message) => diagnostics.Error(DiagnosticCodes.JsonForm, message, default);
}
