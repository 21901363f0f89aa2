using System.Text.Json;
using System.Text.RegularExpressions;
using Biplane.EndToEnd.Tests.Testing;
using Xunit;

namespace Biplane.EndToEnd.Tests.Recordings;

/// <summary>
/// What published clients (npm braintrust 3.35.0, @braintrust/api 0.1.1, bt 0.12.0) really sent about names, sent again: the same status,
/// and every member that the recorded answer had, of the same kind. Ids of the recording are exchanged for the ones that came back.
/// </summary>
public sealed partial class RecordedCallsTests
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recorded_metadata_calls_are_answered_alike()
    {
        await using var planes = await PlanesInProcess.StartAsync("stub-org");
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Recordings", "metadata-calls.json"));
        using var flows = await JsonDocument.ParseAsync(file, cancellationToken: Token);
        var calls = 0;

        // What the command-line tool found there had been made by other means than calls about names.
        await planes.PostAsync("/api/experiment/register", """{"project_name":"bt","experiment_name":"ex"}""");

        foreach (var flow in flows.RootElement.EnumerateArray())
        {
            foreach (var call in flow.GetProperty("calls").EnumerateArray())
            {
                await ReplayAsync(planes, $"{flow.GetProperty("flow").GetString()} {call.GetProperty("method").GetString()} {call.GetProperty("path").GetString()}", call);
                calls++;
            }
        }

        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
        Assert.True(calls > 100);
    }

    private async Task ReplayAsync(PlanesInProcess planes, string name, JsonElement call)
    {
        var query = string.Join('&', call.GetProperty("query").EnumerateObject().Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value.GetString()!)}"));
        var path = Exchange(call.GetProperty("path").GetString() + (query.Length > 0 ? "?" + query : ""));
        var body = call.GetProperty("body");
        var answer = await planes.SendAsync(
            new HttpMethod(call.GetProperty("method").GetString()!), path, body.ValueKind == JsonValueKind.Null ? null : Exchange(body.GetRawText()));
        var text = await answer.Content.ReadAsStringAsync(Token);
        var expected = call.GetProperty("status").GetInt32();
        if ((int)answer.StatusCode != expected)
        {
            _differences.Add($"{name}: {(int)answer.StatusCode} instead of {expected}: {text}");
            return;
        }

        var recorded = call.GetProperty("response");
        if (recorded.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            using var actual = JsonDocument.Parse(text);
            Compare(name, recorded, actual.RootElement);
        }
    }

    private void Compare(string where, JsonElement recorded, JsonElement actual)
    {
        if (recorded.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (actual.ValueKind != recorded.ValueKind && !(IsBoolean(recorded) && IsBoolean(actual)))
        {
            _differences.Add($"{where}: {actual.ValueKind} instead of {recorded.ValueKind}");
        }
        else if (recorded.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in recorded.EnumerateObject().Where(m => !IsOfTheRecordingServer(where, m.Name)))
            {
                if (actual.TryGetProperty(member.Name, out var value))
                {
                    Compare($"{where} {member.Name}", member.Value, value);
                }
                else
                {
                    _differences.Add($"{where}: no {member.Name}");
                }
            }
        }
        else if (recorded.ValueKind == JsonValueKind.Array && recorded.GetArrayLength() > 0)
        {
            // A list may be longer or shorter there: the recording server had other things too.
            if (actual.GetArrayLength() == 0)
            {
                _differences.Add($"{where}: an empty list");
            }
            else
            {
                Compare($"{where}[0]", recorded[0], actual[0]);
            }
        }
        else if (recorded.ValueKind == JsonValueKind.String && Uuid().IsMatch(recorded.GetString()!))
        {
            _ids[recorded.GetString()!] = actual.GetString()!;
        }
    }

    private string Exchange(string text) => Uuid().Replace(text, match => _ids.GetValueOrDefault(match.Value, match.Value));

    private static bool IsBoolean(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False;

    // Echoes of the recording server, and the names of its user.
    private static bool IsOfTheRecordingServer(string where, string member) =>
        member is "org_name" or "given_name" or "family_name" || (member == "org_id" && where.Contains("snapshot", StringComparison.Ordinal));

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Uuid();
}
