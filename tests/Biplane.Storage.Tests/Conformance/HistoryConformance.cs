using Biplane.Model.Transactions;
using Biplane.Query;
using Xunit;

namespace Biplane.Storage.Tests.Conformance;

/// <summary>Versions, audit entries and comments.</summary>
public abstract class HistoryConformance<TFixture> : RowStoreConformance<TFixture>
    where TFixture : IRowStoreFixture, new()
{
    [Fact]
    public async Task A_dataset_reads_as_of_every_version()
    {
        var versions = new List<(TransactionId Version, string[] Rows)>();
        var live = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var id = $"d{random.Next(8)}";
            var isDelete = live.ContainsKey(id) && random.Next(3) == 0;
            var version = await InsertAsync(Dataset, isDelete ? $$"""{"id":"{{id}}","_object_delete":true}""" : $$"""{"id":"{{id}}","input":{{i}} }""");
            if (isDelete)
            {
                live.Remove(id);
            }
            else
            {
                live[id] = $"{id}={i}";
            }

            versions.Add((version, [.. live.Values]));
        }

        await ThroughoutAsync(async () =>
        {
            foreach (var (version, expected) in versions)
            {
                var rows = await QueryAsync($"select: id, input | from: {From(Dataset)}", version);
                Assert.Equal(expected, rows.Select(row => $"{row["id"]}={row["input"]}").Order(StringComparer.Ordinal));
            }
        });
    }

    [Fact]
    public async Task Transactions_only_go_up_across_restarts_too()
    {
        var before = default(TransactionId);
        for (var i = 0; i < 12; i++)
        {
            var now = await InsertAsync(Logs, $$"""{"id":"a","input":{{i}} }""");
            Assert.True(now > before, $"{now} after {before}");
            Assert.Equal(now, Store.LastTransaction);
            Assert.Equal(now.ToString(), (string?)(await RowsAsync(Logs))["a"]["_xact_id"]);
            before = now;
            await (i % 4 == 3 ? KillAsync() : i % 4 == 1 ? ReopenAsync() : Task.CompletedTask);
            Assert.Equal(before, Store.LastTransaction);
        }
    }

    [Fact]
    public async Task Every_write_leaves_an_audit_entry()
    {
        await InsertAsync(Logs, """{"id":"a","input":1}""");
        await InsertAsync(Logs, """{"id":"a","_is_merge":true,"output":2,"_audit_source":"app","_audit_metadata":{"user_id":"u"}}""");
        await InsertAsync(Logs, """{"id":"a","input":3}""");

        await ThroughoutAsync(async () =>
        {
            var audit = (await RowsAsync(Logs))["a"]["audit_data"]!.AsArray();
            Assert.Equal(["upsert", "merge", "upsert"], audit.Select(entry => (string?)entry!["audit_data"]!["action"]));
            Assert.Equal(["api", "app", "api"], audit.Select(entry => (string?)entry!["source"]));
            Assert.Equal("u", (string?)audit[1]!["metadata"]!["user_id"]);
        });
    }

    [Fact]
    public async Task The_audit_log_of_a_dataset_holds_every_version_of_a_row()
    {
        await InsertAsync(Dataset, """{"id":"a","input":1}""");
        await InsertAsync(Dataset, """{"id":"a","input":2}""");
        await InsertAsync(Dataset, """{"id":"a","_object_delete":true}""");
        await InsertAsync(Dataset, """{"id":"a","input":3}""");

        await ThroughoutAsync(async () =>
        {
            var rows = await QueryAsync(QueryRequest.FromText($"select: id, input, _xact_id | from: {From(Dataset)}", DateTime.UnixEpoch) with { AuditLog = true });
            Assert.Equal(["1", "2", "3"], rows.Where(row => row["input"] is not null).OrderBy(row => ulong.Parse((string)row["_xact_id"]!, null)).Select(row => row["input"]!.ToJsonString()));
        });
    }

    [Fact]
    public async Task Comments_show_at_their_row_and_outlive_its_replacement()
    {
        await InsertAsync(Logs, """{"id":"a","input":1}""");
        await InsertAsync(Logs, """{"id":"c1","comment":{"text":"first"},"origin":{"id":"a"}}""");
        await InsertAsync(Logs, """{"id":"c2","comment":{"text":"second"},"origin":{"id":"a"}}""");
        await InsertAsync(Logs, """{"id":"c1","comment":{"text":"first, edited"},"origin":{"id":"a"}}""");
        await InsertAsync(Logs, """{"id":"a","input":2}""");

        await ThroughoutAsync(async () =>
        {
            var row = Assert.Single(await RowsAsync(Logs)).Value;
            Assert.Equal("2", row["input"]!.ToJsonString());
            Assert.Equal(["first, edited", "second"], row["comments"]!.AsArray().Select(c => (string?)c!["comment"]!["text"]));
        });
    }

    [Fact]
    public async Task A_comment_may_come_before_its_row()
    {
        await InsertAsync(Logs, """{"id":"c1","comment":{"text":"early"},"origin":{"id":"a"}}""");
        await InsertAsync(Logs, """{"id":"a","input":1}""");

        await ThroughoutAsync(async () =>
        {
            var row = (await RowsAsync(Logs))["a"];
            Assert.Equal("1", row["input"]!.ToJsonString());
            Assert.Equal("early", (string?)Assert.Single(row["comments"]!.AsArray())!["comment"]!["text"]);
        });
    }
}
