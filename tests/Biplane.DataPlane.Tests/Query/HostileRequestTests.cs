using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

/// <summary>Hostile texts in what a request may hold: an answer that has them as they are, or a 400; never another error, and the rows stay what they are.</summary>
public sealed class HostileRequestTests : LogsTestBase
{
    // Each option with the text, and the only status that is right.
    private static readonly (string Options, int Status)[] Options =
    [
        ("""{"scope_to_root_span_id":"§"}""", 200),
        ("""{"tz_offset":"§","audit_log":"§","disable_limit":"§","inference_depth":"§","query_source":"§","client_version":"§","api_version":"§","§":"§"}""", 200),
        ("""{"version":"§"}""", 400),
        ("""{"fmt":"§"}""", 400),
        ("""{"lint_mode":"§"}""", 400),
        ("""{"scope_to_root_span_id":{"§":1}}""", 400),
        ("""{"version":["§"]}""", 400),
    ];

    public static TheoryData<string> Texts() =>
    [
        "'; DROP TABLE rows; --", "\"; DROP TABLE rows; --", "' OR '1'='1", "\\", "\\'", "'", "\"", "`", "a\0b", "--", "/*", ";", "?", "$1", "{p0:String}", "%", "*", "${jndi:x}", "<script>", "\u202Eabc", "👩‍👩‍👧", "\r\nx: y", "null",
        new string('\'', 50_000),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task An_object_is_found_by_its_name_whatever_that_is(string text)
    {
        var named = Server.Objects.Add(ObjectKind.ProjectLogs, People.Acme, text);
        await new RowsOf(Server, named).InsertAsync(new JsonObject { ["id"] = "a", ["input"] = text }.ToJsonString());
        var name = "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";
        foreach (var query in (JsonNode[])
        [
            $"select: input as {name} | from: project_logs({name})",
            $"SELECT input AS {name} FROM project_logs({name})",
            new JsonObject
            {
                ["select"] = new JsonArray(new JsonObject { ["expr"] = new JsonObject { ["op"] = "ident", ["name"] = new JsonArray("input") }, ["alias"] = text }),
                ["from"] = new JsonObject
                {
                    ["op"] = "function",
                    ["name"] = new JsonObject { ["op"] = "ident", ["name"] = new JsonArray("project_logs") },
                    ["args"] = new JsonArray(new JsonObject { ["op"] = "literal", ["value"] = text }),
                },
            },
        ])
        {
            var answer = await Server.PostJsonAsync("/btql", new JsonObject { ["query"] = query.DeepClone() }.ToJsonString());

            var row = Assert.Single(answer.GetProperty("data").EnumerateArray());
            Assert.Equal(text, row.GetProperty(text).GetString());
            Assert.True(answer.GetProperty("schema").GetProperty("items").GetProperty("properties").TryGetProperty(text, out _));
            foreach (var format in (string[])["jsonl", "parquet"])
            {
                Assert.Equal(200, await StatusAsync("/btql", new JsonObject { ["query"] = query.DeepClone(), ["fmt"] = format }));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Options_take_it_or_say_that_they_do_not(string text)
    {
        await Rows.InsertAsync("""{"id":"a","input":"x"}""");
        var before = await RowsAsync();
        foreach (var (options, status) in Options)
        {
            foreach (var query in (string[])[$"select: * | from: project_logs('{Logs.Id}') | sample: 5", $"infer: * | from: project_logs('{Logs.Id}')"])
            {
                var body = Filled(JsonNode.Parse(options)!, text).AsObject();
                body["query"] = query;
                Assert.Equal(status, await StatusAsync("/btql", body));
            }
        }

        // The text as the query, as its cursor, and half written in an editor.
        foreach (var query in (string[])[text, $"select: id | from: project_logs('{Logs.Id}') | filter: {text}", $"SELECT id FROM project_logs('{Logs.Id}') OFFSET '{text}'", $"select: {text} | from: project_logs('{text}')"])
        {
            Assert.Contains(await StatusAsync("/btql", new JsonObject { ["query"] = query }), (int[])[200, 400]);
            Assert.Equal(200, await StatusAsync("/btql/complete", new JsonObject { ["query"] = query }));
            Assert.Equal(200, await StatusAsync("/btql/complete", new JsonObject { ["query"] = query, ["position"] = query.Length / 2 }));
        }

        Assert.Equal(before, await RowsAsync());
    }

    private async Task<int> StatusAsync(string path, JsonObject body)
    {
        using var response = await Server.PostAsync(path, body.ToJsonString());
        Assert.NotNull(await response.Content.ReadAsByteArrayAsync(Token));
        return (int)response.StatusCode;
    }

    private async Task<string> RowsAsync() => (await Rows.QueryAsync()).GetProperty("data").GetRawText();

    private static JsonNode Filled(JsonNode node, string text) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key.Replace("§", text, StringComparison.Ordinal), (JsonNode?)Filled(member.Value!, text)))),
        JsonArray items => new JsonArray([.. items.Select(item => Filled(item!, text))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(value.GetValue<string>().Replace("§", text, StringComparison.Ordinal)),
        _ => node.DeepClone(),
    };
}
