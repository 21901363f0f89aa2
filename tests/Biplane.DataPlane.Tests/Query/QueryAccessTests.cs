using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Model;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

/// <summary>No clause of a query reads what its sender may not: another organization's rows, or an object that is hidden from them.</summary>
public sealed class QueryAccessTests : IAsyncLifetime
{
    private const string Secret = "sEcReT";

    // Every way to send a query, and every option that changes what is read.
    private static readonly (string Route, string Options)[] Ways =
    [
        ("/btql", ""),
        ("/btql", ",\"fmt\":\"jsonl\",\"disable_limit\":true"),
        ("/btql", ",\"fmt\":\"parquet\""),
        ("/btql", ",\"audit_log\":true,\"tz_offset\":480,\"inference_depth\":3"),
        ("/btql", $",\"scope_to_root_span_id\":\"{Secret}\",\"lint_mode\":\"strict\""),
        ("/btql", ",\"version\":18446744073709551615,\"fmt\":\"jsonl\""),
        ("/btql/async", ""),
        ("/btql/async", ",\"version\":\"18446744073709551615\""),
    ];

    private DataServer _server = null!;
    private ObjectRef _own;
    private ObjectRef _foreign;
    private ObjectRef _hidden;

    public async ValueTask InitializeAsync()
    {
        _server = await DataServer.StartAsync();
        _own = _server.Objects.Add(ObjectKind.ProjectLogs, People.Acme, "own");
        _foreign = _server.Objects.Add(ObjectKind.ProjectLogs, People.Other, "foreign");
        _hidden = _server.Objects.Add(ObjectKind.ProjectLogs, People.Acme, "hidden");
        await new RowsOf(_server, _own).InsertAsync("""{"id":"mine","metadata":{"a":1}}""");
        await new RowsOf(_server, _hidden).InsertAsync($$$"""{"id":"{{{Secret}}}","input":"{{{Secret}}}","metadata":{"{{{Secret}}}":1},"scores":{"{{{Secret}}}":1},"tags":["{{{Secret}}}"]}""");
        var inserted = await _server.PostAsync($"/v1/project_logs/{_foreign.Id}/insert", $$$"""{"events":[{"id":"{{{Secret}}}","input":"{{{Secret}}}","metadata":{"{{{Secret}}}":1}}]}""", People.Stranger);
        Assert.Equal(200, (int)inserted.StatusCode);
        _server.Objects.Hide(People.Ada, _hidden);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static TheoryData<string> Queries() =>
    [
        "SELECT * FROM {X}",
        "select: * | from: {X}",
        "select: * | from: {X} traces | filter: any_span(true)",
        "select: * | from: {X} summary",
        "SELECT * FROM project_logs('{own}', '{x}')",
        "SELECT DISTINCT input FROM {X}",
        "SELECT input FROM (SELECT input FROM {X})",
        "SELECT input FROM (SELECT input FROM (select: input | from: {X}) AS t) AS u",
        "WITH a AS (SELECT * FROM {X}) SELECT * FROM a",
        "WITH a AS (SELECT * FROM {X}), b AS (SELECT input FROM a) SELECT count(*) AS n FROM b",
        "WITH project_logs AS (SELECT * FROM {X}) SELECT * FROM project_logs",
        "SELECT input, count(*) AS n FROM {X} GROUP BY input HAVING count(*) > 0 ORDER BY n",
        "measures: count(1) as n | from: {X}",
        "SELECT max(input) AS m FROM {X}",
        "SELECT name, value FROM {X} UNPIVOT (value FOR name IN (metadata))",
        "SELECT count(*) AS n FROM {X} PIVOT (count(*) AS n FOR input IN (ANY))",
        "infer: * | from: {X}",
        "infer: metadata | from: {X}",
        "select: * | from: {X} | sample: 100%",
        "select: * | from: {X} | sample: 5 seed 1",
        "SELECT * FROM {X} TABLESAMPLE (10 ROWS)",
        "select: id | from: {X} | custom_columns: input as c | comparison_key: input | weighted_scores: 1 as w",
        "select: * | from: {X} | sort: _pagination_key asc | limit: 5",
        "select: * | from: {X} | cursor: '__________8'",
        "select: * | from: {X} traces | cursor: '__________8' | limit: 5",
        "SELECT * FROM {X} LIMIT 5 OFFSET '__________8'",
        "select: * | from: {X} | preview_length: 3",
        "select: * | from: {X} | filter: search('secret') or input match 'secret'",
        "SELECT * FROM {X} AS project_logs",
        "{\"from\":{\"query\":{\"from\":{\"op\":\"function\",\"name\":{\"op\":\"ident\",\"name\":[\"project_logs\"]},\"args\":[{\"op\":\"literal\",\"value\":\"{x}\"}]}}}}",
        "{\"from\":{\"op\":\"function\",\"name\":{\"op\":\"ident\",\"name\":[\"project_logs\"]},\"args\":[{\"op\":\"literal\",\"value\":\"{x}\"}]},\"cursor\":\"__________8\"}",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_clause_reads_nothing_of_another_organization(string query) => await AssertRefusedAsync(query, _foreign);

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_clause_reads_nothing_of_a_forbidden_object(string query) => await AssertRefusedAsync(query, _hidden);

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task The_same_clause_reads_what_is_allowed(string query)
    {
        var response = await SendAsync(query, _own);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_whole_organization_is_what_the_caller_may_read_of_it()
    {
        var open = _server.Objects.Add(ObjectKind.ProjectFunctions, People.Acme);
        var closed = _server.Objects.Add(ObjectKind.ProjectFunctions, People.Acme);
        var other = _server.Objects.Add(ObjectKind.ProjectFunctions, People.Other);
        await WriteFunctionAsync(open, "open", People.Ada);
        await WriteFunctionAsync(closed, "closed", People.Ada);
        await WriteFunctionAsync(other, "other", People.Stranger);
        _server.Objects.Hide(People.Ada, closed);

        Assert.Equal(["open"], await IdsAsync($"select: id | from: org_functions('{People.Acme}')"));
        Assert.Equal(["open"], await IdsAsync("select: id | from: org_prompts('acme')"));
        Assert.Equal(["open"], await IdsAsync("select: id | from: prompt('open', 'closed', 'other')"));
        Assert.Equal(400, (int)(await SendAsync($"select: id | from: org_functions('{People.Other}')", _own)).StatusCode);
    }

    [Fact]
    public async Task A_name_means_only_what_the_caller_may_see()
    {
        Assert.Equal(["mine"], await IdsAsync("SELECT id FROM project_logs('own')"));
        Assert.Equal(400, (int)(await SendAsync("SELECT id FROM project_logs('foreign')", _own)).StatusCode);
        Assert.Equal(403, (int)(await SendAsync("SELECT id FROM project_logs('hidden')", _own)).StatusCode);
        Assert.Equal(400, (int)(await SendAsync("SELECT id FROM project_logs('nowhere')", _own)).StatusCode);
    }

    private async Task AssertRefusedAsync(string query, ObjectRef target)
    {
        foreach (var (route, options) in Ways)
        {
            var response = await SendAsync(query, target, route, options);

            Assert.Equal(403, (int)response.StatusCode);
            Assert.DoesNotContain(Secret, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }
    }

    private Task<HttpResponseMessage> SendAsync(string query, ObjectRef target, string route = "/btql", string options = "")
    {
        var text = query.Replace("{X}", $"project_logs('{target.Id}')", StringComparison.Ordinal)
            .Replace("{x}", target.Id.ToString("D"), StringComparison.Ordinal)
            .Replace("{own}", _own.Id.ToString("D"), StringComparison.Ordinal);
        return _server.PostAsync(route, $$"""{"query":{{(text.StartsWith('{') ? text : JsonSerializer.Serialize(text))}}{{options}}}""");
    }

    private async Task<IEnumerable<string?>> IdsAsync(string query)
    {
        var answer = await _server.PostJsonAsync("/btql", JsonSerializer.Serialize(new { query }));
        return answer.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()).ToList();
    }

    private async Task WriteFunctionAsync(ObjectRef project, string id, Biplane.Hosting.Identity.Caller caller)
    {
        var response = await _server.PostAsync("/logs3", $$$"""{"rows":[{"id":"{{{id}}}","project_id":"{{{project.Id}}}","log_id":"p","slug":"{{{id}}}"}],"api_version":2}""", caller);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
