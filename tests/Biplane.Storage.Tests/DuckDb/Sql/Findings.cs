using System.Text.Json.Nodes;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Query.Planning;
using Biplane.Query.Planning.Expressions;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>Where fields have what is sought: questions and answers for every engine.</summary>
internal static class Findings
{
    public static IReadOnlyList<JsonObject> Rows { get; } =
    [
        Row("a", "the Refund window"),
        Row("b", new JsonObject { ["é"] = "refund", ["list"] = new JsonArray("x\ny", "\"q\"") }),
        Row("c", "refunds"),
        Row("d", null),
    ];

    /// <summary>What is sought, whether it is words, and each row that has it with the place.</summary>
    public static TheoryData<string, bool, string> Sought() => new()
    {
        { "refund", true, "a:5 b:11" },
        { "window the", true, "a:1" },
        { "\"the window\"", true, "" },
        { "...", true, "" },
        { "FUND W", false, "a:7" },
        { "fund", false, "a:7 b:13 c:3" },
        { "x\ny", false, "b:28" },
        { "\"q\"", false, "" }, // written as \u0022
        { "absent", false, "" },
    };

    /// <param name="run">Runs a plan.</param>
    /// <param name="text">What is sought.</param>
    /// <param name="isWords">It is words.</param>
    /// <param name="expected">As <see cref="Sought"/> gives it.</param>
    /// <param name="tellsPlacesOfWords">The engine can; otherwise the places are 0.</param>
    public static void AssertFound(Func<QueryPlan, IReadOnlyList<JsonObject>> run, string text, bool isWords, string expected, bool tellsPlacesOfWords)
    {
        var plan = new QueryPlan
        {
            Sources = [new ObjectRef(ObjectKind.ProjectLogs, CaseRows.ProjectId)],
            Output =
            [
                Column("id", new BoundColumn(EventColumns.Find("id")!)),
                Column("place", new BoundFind(EventColumns.Find("input")!, text, isWords)),
            ],
            Sort = [new SortKey(new BoundColumn(EventColumns.Find("id")!), IsDescending: false)],
        };

        var found = run(plan).Where(row => row["place"] is not null).Select(row => $"{row["id"]}:{row["place"]}");

        var places = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(isWords && !tellsPlacesOfWords ? places.Select(place => place.Split(':')[0] + ":0") : places, found);
    }

    private static OutputColumn Column(string name, BoundExpression value) => new(new ResultColumn(name, value.Type), value);

    private static JsonObject Row(string id, JsonNode? input) => new() { ["id"] = id, ["input"] = input };
}
