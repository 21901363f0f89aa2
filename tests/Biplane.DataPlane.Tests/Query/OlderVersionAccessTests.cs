using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Model.Transactions;
using Xunit;

namespace Biplane.DataPlane.Tests.Query;

/// <summary>Neither a version nor a cursor opens a dataset that its sender may not read, and a cursor of one object shows nothing of it in another.</summary>
public sealed class OlderVersionAccessTests : IAsyncLifetime
{
    private const string Secret = "sEcReT";

    private DataServer _server = null!;
    private ObjectRef _own;
    private ObjectRef _hidden;
    private ObjectRef _foreign;
    private string _version = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await DataServer.StartAsync();
        _own = _server.Objects.Add(ObjectKind.Dataset, People.Acme);
        _hidden = _server.Objects.Add(ObjectKind.Dataset, People.Acme);
        _foreign = _server.Objects.Add(ObjectKind.Dataset, People.Other);
        await WriteAllAsync($$$"""{"id":"old","input":"{{{Secret}}}"},{"id":"older","input":"{{{Secret}}}"}""");
        _version = (await _server.GetJsonAsync("/xact-id")).GetRawText();
        await WriteAllAsync("""{"id":"old","_object_delete":true}""");
        _server.Objects.Hide(People.Ada, _hidden);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("\"version\":\"{version}\"")]
    [InlineData("\"version\":{version}")]
    [InlineData("\"version\":\"{hex}\",\"fmt\":\"jsonl\"")]
    [InlineData("\"version\":\"{version}\",\"disable_limit\":true")]
    [InlineData("\"audit_log\":true")]
    public async Task An_older_version_is_read_by_those_only_who_may_read_the_dataset(string options)
    {
        Assert.True(TransactionId.TryParse(_version, out var version));
        options = options.Replace("{version}", _version, StringComparison.Ordinal).Replace("{hex}", version.ToPretty(), StringComparison.Ordinal);

        var (status, text) = await AskAsync($"select: * | from: dataset('{_own.Id}') | filter: id = 'old'", options);
        Assert.Equal((200, true), (status, text.Contains(Secret, StringComparison.Ordinal)));
        foreach (var target in new[] { _hidden, _foreign })
        {
            foreach (var route in new[] { "/btql", "/btql/async" })
            {
                (status, text) = await AskAsync($"select: * | from: dataset('{target.Id}') | filter: id = 'old'", options, route: route);
                Assert.Equal((403, false), (status, text.Contains(Secret, StringComparison.Ordinal)));
            }
        }
    }

    [Theory]
    [InlineData("select: * | from: dataset('{x}') | cursor: '{cursor}' | limit: 1")]
    [InlineData("SELECT * FROM dataset('{x}') LIMIT 1 OFFSET '{cursor}'")]
    [InlineData("select: * | from: dataset('{x}') traces | cursor: '{cursor}' | limit: 1")]
    public async Task A_cursor_is_a_place_and_opens_nothing(string query)
    {
        var asked = await _server.PostJsonAsync(
            "/btql", $$"""{"query":"select: * | from: dataset('{{_foreign.Id}}') | limit: 1","version":"{{_version}}"}""", People.Stranger);
        query = query.Replace("{cursor}", asked.GetProperty("cursor").GetString(), StringComparison.Ordinal);
        var version = $"\"version\":\"{_version}\"";

        var (status, text) = await AskAsync(Of(_foreign), version, People.Stranger);
        Assert.Equal((200, true), (status, text.Contains(Secret, StringComparison.Ordinal)));
        foreach (var target in new[] { _hidden, _foreign })
        {
            (status, text) = await AskAsync(Of(target), version);
            Assert.Equal((403, false), (status, text.Contains(Secret, StringComparison.Ordinal)));
        }

        // Of their own dataset they get rows of their own, wherever the place came from.
        (status, text) = await AskAsync(Of(_own), version);
        Assert.Equal(200, status);
        Assert.DoesNotContain(_foreign.Id.ToString("D"), text, StringComparison.Ordinal);

        string Of(ObjectRef target) => query.Replace("{x}", target.Id.ToString("D"), StringComparison.Ordinal);
    }

    private async Task<(int Status, string Text)> AskAsync(string query, string options, Caller? caller = null, string route = "/btql")
    {
        using var answer = await _server.PostAsync(route, $$"""{"query":{{JsonSerializer.Serialize(query)}},{{options}}}""", caller ?? People.Ada);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private async Task WriteAllAsync(string events)
    {
        foreach (var (target, caller) in new[] { (_own, People.Ada), (_hidden, People.Ada), (_foreign, People.Stranger) })
        {
            await _server.PostJsonAsync($"/v1/dataset/{target.Id}/insert", $$"""{"events":[{{events}}]}""", caller);
        }
    }
}
