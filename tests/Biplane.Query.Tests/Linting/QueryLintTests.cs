using Biplane.Query.Diagnostics;
using Biplane.Query.Linting;
using Xunit;

namespace Biplane.Query.Tests.Linting;

/// <summary>Which queries are told that nothing keeps them from reading all of a project's logs.</summary>
public sealed class QueryLintTests
{
    private const string Id = "11111111-1111-4111-8111-111111111111";
    private static readonly DateTime Now = new(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("SELECT count(*) FROM {logs}")]
    [InlineData("SELECT count(*) FROM {logs} WHERE metadata.model = 'x'")]
    [InlineData("measures: count(1) as n | from: {logs} | filter: search('words')")]
    [InlineData("select: * | from: {logs} summary | filter: any_span(error is not null) | sort: metrics.tokens")]
    [InlineData("SELECT * FROM {logs} ORDER BY metrics.tokens DESC LIMIT 10")]
    [InlineData("SELECT count(*) FROM {logs} WHERE created > now() - interval 1 day OR error IS NOT NULL")]
    [InlineData("SELECT count(*) FROM {logs} WHERE NOT created > '2026-01-01'")]
    [InlineData("SELECT count(*) FROM {logs} WHERE created != '2026-01-01'")]
    [InlineData("SELECT count(*) FROM {logs} WHERE created < coalesce(created, created)")]
    [InlineData("SELECT count(*) FROM {logs} WHERE id > 'x' AND root_span_id LIKE 'x%'")]
    [InlineData("SELECT count(*) FROM {logs} WHERE metadata.created > '2026-01-01'")]
    [InlineData("SELECT * FROM (SELECT * FROM {logs}) WHERE created > '2026-01-01' LIMIT 5")]
    [InlineData("infer: metadata | from: {logs} | filter: error is not null")]
    public void A_query_that_may_read_everything_is_told_so(string query)
    {
        var finding = Assert.Single(Check(query));

        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal(DiagnosticStage.Optimizer, finding.Stage);
        Assert.Equal("missingSegmentEliminationSpecs", finding.Code);
        Assert.Contains("Add a range of created", finding.Describe(query), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM {logs} WHERE created > now() - interval 1 day")]
    [InlineData("SELECT count(*) FROM {logs} WHERE '2026-01-01' <= created AND error IS NOT NULL")]
    [InlineData("SELECT count(*) FROM {logs} WHERE created BETWEEN '2026-01-01' AND '2026-01-02' ORDER BY 1")]
    [InlineData("SELECT count(*) FROM {logs} WHERE _xact_id >= '1000192656880881099'")]
    [InlineData("SELECT count(*) FROM {logs} WHERE _pagination_key < 'p07500000000000000000'")]
    [InlineData("SELECT count(*) FROM {logs} WHERE root_span_id = 't'")]
    [InlineData("SELECT count(*) FROM {logs} WHERE error IS NULL AND (id IN ('a', 'b') OR root_span_id = 't')")]
    [InlineData("SELECT count(*) FROM {logs} WHERE false")]
    [InlineData("select: * | from: {logs} summary | filter: any_span(created > '2026-01-01') and any_span(error is not null)")]
    [InlineData("SELECT avg(n) FROM (SELECT count(*) AS n FROM {logs} WHERE created > '2026-01-01' GROUP BY metadata.model)")]
    public void A_range_or_a_name_is_enough(string query) => Assert.Empty(Check(query));

    [Theory]
    [InlineData("SELECT id FROM {logs} LIMIT 2")]
    [InlineData("SELECT id, input FROM {logs} WHERE input = 'hello' LIMIT 5")]
    [InlineData("SELECT * FROM {logs} WHERE scores.quality > 0.9 LIMIT 10")]
    [InlineData("select: * | from: {logs} traces | filter: any_span(error is not null)")]
    [InlineData("select: * | from: {logs} | filter: search('words')")]
    [InlineData("select: * | from: {logs} summary | sort: _pagination_key asc")]
    [InlineData("select: * | from: {logs} traces | limit: 10 | cursor: 'agO8JAMxAAA'")]
    [InlineData("SELECT count(*) FROM (SELECT * FROM {logs} LIMIT 100)")]
    [InlineData("infer: * | from: {logs}")]
    public void A_page_in_the_order_of_places_ends_by_itself(string query) => Assert.Empty(Check(query));

    [Fact]
    public void All_rows_are_no_page() => Assert.Single(Check("select: * | from: {logs}", request => request with { DisableLimit = true }));

    [Fact]
    public void A_request_for_one_trace_needs_no_filter() => Assert.Empty(Check("SELECT count(*) FROM {logs}", request => request with { RootSpanId = "t" }));

    [Theory]
    [InlineData("experiment")]
    [InlineData("dataset")]
    [InlineData("playground_logs")]
    [InlineData("project_functions")]
    public void Only_logs_grow_without_end(string source) => Assert.Empty(Check($"SELECT count(*) FROM {source}('{Id}') WHERE metadata.a = 1"));

    private static IReadOnlyList<Diagnostic> Check(string query, Func<QueryRequest, QueryRequest>? options = null)
    {
        var request = QueryRequest.FromText(query.Replace("{logs}", $"project_logs('{Id}')", StringComparison.Ordinal), Now);
        var compiled = QueryPipeline.Compile(options is null ? request : options(request));
        Assert.Empty(compiled.Errors.Select(e => e.Message));
        return QueryLint.Check(compiled.Plan!);
    }
}
