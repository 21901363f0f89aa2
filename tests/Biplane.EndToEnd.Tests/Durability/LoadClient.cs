using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Biplane.Testing;

namespace Biplane.EndToEnd.Tests.Durability;

/// <summary>One sender: new rows, merges, large values, overflow uploads and deletes, each recorded in the ledger before and after.</summary>
internal sealed class LoadClient(ServerProcess server, Guid project, RowLedger ledger, string name, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(string Id, int Step)> _mine = [];
    private int _count;

    /// <summary>Sends until the server dies or the token says stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await SendAsync(cancellationToken);
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            // The kill.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var rows = new JsonArray();
        var touched = new List<string>();
        for (var i = _random.Next(1, 25); i > 0; i--)
        {
            var row = _mine.Count > 0 && _random.Next(3) == 0 ? Change(touched) : Create(touched);
            if (row is not null)
            {
                rows.Add(row);
            }
        }

        if (rows.Count == 0)
        {
            return;
        }

        var body = new JsonObject { ["rows"] = rows, ["api_version"] = 2 }.ToJsonString();
        if (_random.Next(6) == 0)
        {
            body = await UploadAsync(body, cancellationToken);
        }

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync(new Uri("/logs3", UriKind.Relative), content, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"/logs3 answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }

        await response.Content.ReadAsByteArrayAsync(cancellationToken);
        touched.ForEach(ledger.Acknowledged);
    }

    private JsonObject Create(List<string> touched)
    {
        var id = $"{name}-{_count++}";
        _mine.Add((id, 0));
        ledger.Sending(id, 0);
        touched.Add(id);
        var input = _random.Next(20) == 0 ? new string('L', 80_000) + id : $"input of {id}";
        return Row(id, new JsonObject { ["input"] = input, ["metadata"] = new JsonObject { ["step"] = 0, ["m0"] = true } });
    }

    private JsonObject? Change(List<string> touched)
    {
        var index = _random.Next(_mine.Count);
        var (id, step) = _mine[index];
        if (touched.Contains(id))
        {
            return null;
        }

        touched.Add(id);
        if (_random.Next(15) == 0)
        {
            _mine.RemoveAt(index);
            ledger.Sending(id, step + 1, isDelete: true);
            return Row(id, new JsonObject { ["_object_delete"] = true });
        }

        step++;
        _mine[index] = (id, step);
        ledger.Sending(id, step);
        return Row(id, new JsonObject { ["_is_merge"] = true, ["metadata"] = new JsonObject { ["step"] = step, [$"m{step}"] = true } });
    }

    private JsonObject Row(string id, JsonObject row)
    {
        row["id"] = id;
        row["project_id"] = project.ToString("D");
        row["log_id"] = "g";
        return row;
    }

    private async Task<string> UploadAsync(string body, CancellationToken cancellationToken)
    {
        using var request = new StringContent("{\"content_type\":\"application/json\",\"size_bytes\":1,\"rows\":[]}", Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync(new Uri("/logs3/overflow", UriKind.Relative), request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var target = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!;
        using var upload = new HttpRequestMessage(HttpMethod.Put, target["signedUrl"]!.GetValue<string>()) { Content = new StringContent(body) };
        upload.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "none");
        using var uploaded = await server.Http.SendAsync(upload, cancellationToken);
        uploaded.EnsureSuccessStatusCode();
        var reference = new JsonObject { ["type"] = "logs3_overflow", ["key"] = target["key"]!.GetValue<string>() };
        return new JsonObject { ["rows"] = reference, ["api_version"] = 2 }.ToJsonString();
    }
}
