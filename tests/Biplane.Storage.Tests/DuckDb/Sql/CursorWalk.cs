using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Transactions;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Walks over pages from cursor to cursor.</summary>
public static class CursorWalk
{
    /// <summary>Ten traces of three spans, interleaved: all roots first.</summary>
    internal static JsonObject[] Rows =>
    [
        .. Enumerable.Range(0, 30).Select(i => new JsonObject
        {
            ["id"] = $"r{i}",
            ["root_span_id"] = $"t{i % 10}",
            ["span_parents"] = i < 10 ? null : new JsonArray($"r{i % 10}"),
            ["input"] = i,
        }),
    ];

    /// <summary>Directions, shapes and the rows or traces of a page.</summary>
    public static TheoryData<bool, QueryShape, int> Ways() => new()
    {
        { true, QueryShape.Spans, 7 },
        { false, QueryShape.Spans, 7 },
        { true, QueryShape.Traces, 3 },
        { false, QueryShape.Traces, 3 },
        { true, QueryShape.Summary, 4 },
        { false, QueryShape.Summary, 4 },
    };

    /// <summary>Walks to the end.</summary>
    /// <param name="isDescending">Newest first.</param>
    /// <param name="shape">What a row is.</param>
    /// <param name="limit">Rows or traces of a page.</param>
    /// <param name="run">Gives the rows of a page and the place of the last one.</param>
    internal static void AssertEachRowOnce(bool isDescending, QueryShape shape, int limit, Func<QueryPlan, (IReadOnlyList<JsonObject> Rows, ulong Place)> run)
    {
        var seen = new List<string>();
        string? cursor = null;
        for (var page = 0; page < 20; page++)
        {
            var query = QueryBuilder.From(new ObjectRef(ObjectKind.ProjectLogs, CaseRows.ProjectId)).Shape(shape).OrderBy(Q.Path("_pagination_key"), isDescending);
            var (rows, place) = run(Hostile.Compile(query.Limit(limit).After(cursor).Build()));
            if (rows.Count == 0)
            {
                break;
            }

            seen.AddRange(rows.Select(row => (string)row["id"]!));
            cursor = new PaginationKey(place).ToCursor();
        }

        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(shape == QueryShape.Summary ? 10 : 30, seen.Count);
    }
}
