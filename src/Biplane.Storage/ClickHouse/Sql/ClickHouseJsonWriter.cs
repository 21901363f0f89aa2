using System.Globalization;
using Biplane.Query.Planning.Expressions;
using Biplane.Query.Syntax.Expressions;
using Biplane.Storage.Sql;

namespace Biplane.Storage.ClickHouse.Sql;

/// <summary>JSON by the engine's extractions, which take the steps of a way as arguments: names as texts, places counted from 1.</summary>
internal sealed class ClickHouseJsonWriter(SqlText sql, ExpressionWriter expressions) : JsonWriter(sql, expressions)
{
    protected override SqlForm Quoted => ClickHouseDialect.TextAsJson;

    protected override SqlForm RawNumber => new("toFloat64OrNull(", ")");

    public override void Each(BoundEach each)
    {
        Sql.Append("nullIf(concat('[', arrayStringConcat(arrayFilter(v -> v NOT IN ('', 'null'), arrayMap(v -> coalesce(");
        Extract("JSONExtractRaw", () => Sql.Append("v"), [.. each.Steps], string.Empty);
        Sql.Append($", ''), {SqlFunctions.Elements}(");
        Text(each.Array);
        Sql.Append("))), ','), ']'), '[]')");
    }

    protected override void ExtractRaw(Action writeRoot, IEnumerable<PathStep> steps)
    {
        Sql.Append("nullIf(");
        Extract("JSONExtractRaw", writeRoot, [.. steps], string.Empty);
        Sql.Append(", '')");
    }

    protected override void ExtractContent(Action writeRoot, IEnumerable<PathStep> steps)
    {
        PathStep[] way = [.. steps];
        if (way.Length > 0)
        {
            Extract("JSONExtract", writeRoot, way, ", 'Nullable(String)'");
        }
        else
        {
            Sql.Append(SqlFunctions.Content).Append("(");
            writeRoot();
            Sql.Append(")");
        }
    }

    // A place asked of an object would give one of its members.
    private void Extract(string function, Action writeRoot, PathStep[] steps, string lastArgument)
    {
        var places = Enumerable.Range(0, steps.Length).Where(i => steps[i].Name is null).ToArray();
        Sql.Append(places.Length > 0 ? "if(" : string.Empty).Join(" AND ", places, place =>
        {
            WriteCall("JSONType", writeRoot, steps[..place], string.Empty);
            Sql.Append(" = 'Array'");
        }).Append(places.Length > 0 ? ", " : string.Empty);
        WriteCall(function, writeRoot, steps, lastArgument);
        Sql.Append(places.Length > 0 ? ", NULL)" : string.Empty);
    }

    private void WriteCall(string function, Action writeRoot, PathStep[] steps, string lastArgument)
    {
        Sql.Append(function).Append("(");
        writeRoot();
        foreach (var step in steps)
        {
            Sql.Append(", ");
            if (step.Name is { } name)
            {
                Sql.Parameter(name);
            }
            else
            {
                Sql.Append((step.Index < 0 ? step.Index : step.Index + 1).ToString(CultureInfo.InvariantCulture));
            }
        }

        Sql.Append(lastArgument).Append(")");
    }
}
