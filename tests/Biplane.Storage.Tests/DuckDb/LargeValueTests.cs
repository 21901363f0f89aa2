using Biplane.Model;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb;

/// <summary>A large value is read where it is needed and nowhere else.</summary>
public sealed class LargeValueTests
{
    private static readonly ObjectRef Logs = new(ObjectKind.ProjectLogs, Guid.Parse("0b6d2f7e-3a51-4a43-9d0c-1f2a6c0e9b22"));

    [Theory]
    [InlineData("select: id, byte_size(input) > 65536 ? null : input as input, byte_size(input) as size | from: {L}")]
    [InlineData("select: id | from: {L} | filter: input is not null")]
    [InlineData("select: id | from: {L} | filter: byte_size(input) > 65536 and context is not null")]
    [InlineData("measures: count(1) as n, max(byte_size(input)) as size | from: {L}")]
    [InlineData("select: id | from: {L} | sort: byte_size(input) desc")]
    public async Task What_needs_no_large_value_reads_none(string query)
    {
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, $$"""[{"id":"a","input":"{{new string('x', 100_000)}}","context":{"c":"{{new string('y', 100_000)}}"} }]""");
        foreach (var blob in Directory.EnumerateFiles(Path.Combine(store.Folder, "blobs"), "*", SearchOption.AllDirectories))
        {
            // A file that is missing would be a null; one that cannot be read is an error.
            File.Delete(blob);
            Directory.CreateDirectory(blob);
        }

        Assert.Single(await store.QueryAsync(query.Replace("{L}", $"project_logs('{Logs.Id}')", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => store.QueryAsync($"select: input | from: project_logs('{Logs.Id}')"));
    }

    [Theory]
    [InlineData("select: id | from: {L} | filter: metadata.model = 'm-1'")]
    [InlineData("select: id | from: {L} | filter: metadata.model in ['m-1', 'm-2']")]
    [InlineData("select: id | from: {L} | filter: name = 'step' and span_attributes.type = 'llm'")]
    [InlineData("select: id | from: {L} | filter: metrics.start = 1 and metrics.end > 2 and duration = 2")]
    [InlineData("select: id | from: {L} | filter: total_tokens() = 7 and metrics.tokens = 7")]
    [InlineData("select: id | from: {L} | filter: not is_root")]
    [InlineData("select: id | from: {L} | filter: estimated_cost() > 0")]
    [InlineData("select: id | from: {L} summary | filter: metadata.model = 'm-1' | final_filter: max(metrics.errors) = 1")]
    public async Task A_row_is_found_by_what_its_large_values_hold(string query)
    {
        var padding = new string('x', 100_000);
        await using var store = new TemporaryStore();
        await store.InsertAsync(Logs, $$"""
            [{"id":"a","error":"{{padding}}","metadata":{"model":"gpt-4o","m":"{{padding}}"},"metrics":{"prompt_tokens":5,"completion_tokens":2,"tokens":7,"start":1,"end":3,"{{padding}}":1},
              "span_attributes":{"name":"step","type":"llm","s":"{{padding}}"},"span_parents":["{{padding}}"],"root_span_id":"r"}]
            """.Replace("gpt-4o", query.Contains("cost", StringComparison.Ordinal) ? "gpt-4o" : "m-1", StringComparison.Ordinal));
        var text = query.Replace("{L}", $"project_logs('{Logs.Id}')", StringComparison.Ordinal);
        Assert.Single(await store.QueryAsync(text));

        // What a merge does not touch stays where it is and counts all the same.
        await store.InsertAsync(Logs, """[{"id":"a","_is_merge":true,"output":"done"}]""");
        Assert.Single(await store.QueryAsync(text));

        await store.Store.CompactAsync(TestContext.Current.CancellationToken);
        Assert.Single(await store.QueryAsync(text));
    }
}
