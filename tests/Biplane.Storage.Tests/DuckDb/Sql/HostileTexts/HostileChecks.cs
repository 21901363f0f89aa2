using System.Text.Json;
using System.Text.Json.Nodes;
using Biplane.Query;
using Biplane.Query.Planning;
using Biplane.Query.Syntax;
using Biplane.Query.Syntax.Expressions;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Sql.HostileTexts;

/// <summary>What hostile texts in every clause have to come to, on any engine: an answer that has the text as it is, or a finding; and the rows stay what they are.</summary>
/// <param name="logsOf">The project whose rows, <see cref="HostileRows"/>, have the text.</param>
/// <param name="run">Runs a plan.</param>
/// <param name="assertIsUnchanged">Fails when rows of the text are other than they were written.</param>
internal sealed class HostileChecks(Func<string, Guid> logsOf, Func<QueryPlan, Task<IReadOnlyList<JsonObject>>> run, Func<string, Task> assertIsUnchanged)
{
    public async Task AssertAnswersAsync(string text)
    {
        await EachAsync(HostileClauses.Values, async item =>
        {
            var request = InText(item.Query, text);
            AssertRows(Answer(item.Answer, text), await AnsweredAsync(request, item.Query), item.Query);
            AssertFormsAgree(request, item.Query);
        });
        await EachAsync(HostileForms.Values, async item => AssertRows(Answer(item.Answer, text), await AnsweredAsync(InJson(item.Query, text), item.Query), item.Query));

        await assertIsUnchanged(text);
    }

    public async Task AssertFindingsAsync(string text)
    {
        await EachAsync(HostileClauses.Refused, async query => Assert.False(await RunAsync(InText(query, text)), query));
        await EachAsync(HostileForms.Refused, async query => Assert.False(await RunAsync(InJson(query, text)), query));

        await assertIsUnchanged(text);
    }

    public async Task AssertEitherAsync(string text)
    {
        await EachAsync(HostileClauses.Either, async query =>
        {
            var request = InText(query, text);
            if (await RunAsync(request))
            {
                AssertFormsAgree(request, query);
            }
        });
        await EachAsync(HostileForms.Either, query => RunAsync(InJson(query, text)));

        await assertIsUnchanged(text);
    }

    public async Task AssertRawAsync(string text)
    {
        await EachAsync(HostileClauses.Raw, query => RunAsync(InText(query, text)));

        await assertIsUnchanged(text);
    }

    public async Task AssertWithAsync(string text, bool hasAuditLog)
    {
        foreach (var source in (string[])["{R}", "{R} traces", "{R} summary"])
        {
            var request = InText($"select: input as {{N}} | from: {source} | sample: 5 | preview_length: -1", text) with { RootSpanId = text };
            AssertRows(Answer("""[{"§":"§"}]""", text), await AnsweredAsync(request, source), source);
            AssertRows([], await AnsweredAsync(request with { RootSpanId = text + "x" }, source), source);
            if (hasAuditLog)
            {
                Assert.NotNull(await AnsweredAsync(request with { AuditLog = true }, source));
            }
        }

        await assertIsUnchanged(text);
    }

    // All of them, whichever fails.
    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> check) => Assert.MultipleAsync([.. items.Select(item => new Func<Task>(() => check(item)))]);

    // Whether there was an answer. Findings can be told.
    private async Task<bool> RunAsync(QueryRequest request)
    {
        var compiled = QueryPipeline.Compile(request);
        if (compiled.Plan is { } plan)
        {
            await run(plan);
            return true;
        }

        Assert.NotEmpty(compiled.Errors);
        Assert.All(compiled.Errors, error => Assert.NotEmpty(error.Describe(request.Text)));
        return false;
    }

    private async Task<IReadOnlyList<JsonObject>> AnsweredAsync(QueryRequest request, string query)
    {
        var compiled = QueryPipeline.Compile(request);
        Assert.True(compiled.Plan is not null, query + "\n" + string.Concat(compiled.Errors.Select(error => error.Describe(text: null))));
        return await run(compiled.Plan);
    }

    // The JSON form and the printed text are the same query: what one answers the others answer.
    private static void AssertFormsAgree(QueryRequest request, string query)
    {
        var (plan, syntax) = (QueryPipeline.Compile(request).Plan, QueryPipeline.Parse(request).Syntax);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            JsonQueryWriter.Write(json, syntax);
        }

        using var form = JsonDocument.Parse(bytes.ToArray());
        Assert.True(plan!.Equals(QueryPipeline.Compile(Like(request, QueryRequest.FromJson(form.RootElement, request.Now))).Plan), query + " as JSON");
        Assert.True(plan.Equals(QueryPipeline.Compile(Like(request, QueryRequest.FromText(QueryPrinter.Print(syntax), request.Now))).Plan), query + " printed");
    }

    private static void AssertRows(IEnumerable<string> expected, IReadOnlyList<JsonObject> actual, string query)
    {
        var rows = string.Join('\n', actual.Select(CaseAnswer.Normal));
        Assert.True(string.Equals(string.Join('\n', expected), rows, StringComparison.Ordinal), $"{query}\n{(rows.Length > 2000 ? rows[..2000] : rows)}");
    }

    private static QueryRequest Like(QueryRequest request, QueryRequest other) => other with { SampleSeed = request.SampleSeed };

    private QueryRequest InText(string query, string text) =>
        QueryRequest.FromText(HostileClauses.Fill(query, logsOf(text), text), QueryCase.Now) with { SampleSeed = text };

    private QueryRequest InJson(string query, string text)
    {
        var template = query.Replace("{F}", HostileForms.From, StringComparison.Ordinal).Replace("{H}", HostileForms.Hit, StringComparison.Ordinal);
        var json = Filled(JsonNode.Parse(template.Replace("{I}", logsOf(text).ToString("D"), StringComparison.Ordinal)), text)!.ToJsonString();
        return QueryRequest.FromJson(JsonElement.Parse(json), QueryCase.Now) with { SampleSeed = text };
    }

    private static IEnumerable<string> Answer(string answer, string text) => JsonNode.Parse(answer)!.AsArray().Select(row => CaseAnswer.Normal(Filled(row, text)!));

    private static JsonNode? Filled(JsonNode? node, string text) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(Filled(member.Key, text), Filled(member.Value, text)))),
        JsonArray items => new JsonArray([.. items.Select(item => Filled(item, text))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Filled(value.GetValue<string>(), text)),
        _ => node?.DeepClone(),
    };

    // JSON within a string has the text as JSON writes it.
    private static string Filled(string template, string text) => template.StartsWith("{\"", StringComparison.Ordinal)
        ? template.Replace("§", JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), StringComparison.Ordinal)
        : template.Replace("¶", QueryPrinter.Print(LiteralExpression.String(text)), StringComparison.Ordinal).Replace("§", text, StringComparison.Ordinal);
}
