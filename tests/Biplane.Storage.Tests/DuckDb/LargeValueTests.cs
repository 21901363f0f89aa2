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
}
