using System.Text.Json.Nodes;
using Biplane.Model;

namespace Biplane.Storage.Tests.DuckDb.Sql;

/// <summary>The rows of the cases and the objects that they are in.</summary>
internal static class CaseRows
{
    /// <summary>The files whose cases a store can answer.</summary>
    public static string[] Files { get; } = ["*s.cases", "language.cases", "Specification/*.cases"];

    /// <summary>The project of all cases but those of the specification.</summary>
    public static Guid ProjectId { get; } = Guid.Parse("11111111-1111-4111-8111-111111111111");

    public static IReadOnlyDictionary<string, ObjectRef> Objects { get; } = new Dictionary<string, ObjectRef>(StringComparer.Ordinal)
    {
        ["P"] = new(ObjectKind.ProjectLogs, Guid.Parse("55555555-5555-4555-8555-555555555555")),
        ["E"] = new(ObjectKind.Experiment, Guid.Parse("66666666-6666-4666-8666-666666666666")),
        ["F"] = new(ObjectKind.Experiment, Guid.Parse("77777777-7777-4777-8777-777777777777")),
        ["C"] = new(ObjectKind.ProjectLogs, Guid.Parse("99999999-9999-4999-8999-999999999999")),
        ["T"] = new(ObjectKind.ProjectLogs, Guid.Parse("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa")),
        ["D"] = new(ObjectKind.Dataset, Guid.Parse("88888888-8888-4888-8888-888888888888")),
    };

    /// <summary>Every row as clients send it, the oldest first, with the object that it goes to.</summary>
    public static IEnumerable<(ObjectRef Owner, string Row)> All =>
    [
        .. Plain,
        .. Lines("Specification", "rows.jsonl").Select(line => JsonNode.Parse(line)!).Select(item => (Objects[(string)item["to"]!], item["row"]!.ToJsonString())),
    ];

    /// <summary>The same, without those of the specification.</summary>
    public static IEnumerable<(ObjectRef Owner, string Row)> Plain =>
    [
        .. Lines("rows.jsonl").Select(line => (new ObjectRef(ObjectKind.ProjectLogs, ProjectId), line)),
        .. Lines("costs.jsonl").Select(line => (Objects["C"], line)),
        .. Lines("traces.jsonl").Select(line => (Objects["T"], line)),
    ];

    /// <summary>A query of a case file with the ids of objects in place of their letters.</summary>
    public static string WithIds(string file, string query)
    {
        query = file.StartsWith("Specification", StringComparison.Ordinal) ? query : query.Replace("{P}", ProjectId.ToString("D"), StringComparison.Ordinal);
        return Objects.Aggregate(query, (text, item) => text.Replace("{" + item.Key + "}", item.Value.Id.ToString("D"), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(params string[] path) => File.ReadLines(Path.Combine([QueryCase.Folder, .. path])).Where(line => line.Length > 0);
}
