using System.Text.Json;
using Biplane.Hosting.Errors;
using Biplane.Model.Transactions;
using Biplane.Query;

namespace Biplane.DataPlane.Query;

/// <summary>
/// Reads the body of <c>POST /btql</c>. Options that this server has no use for (choice of storage, labels, cost hints) are passed over;
/// those that change the answer must have their documented type.
/// </summary>
internal static class BtqlRequestReader
{
    /// <summary>Reads the request out of its JSON, which must live until the query is compiled.</summary>
    public static BtqlRequest Read(JsonElement body, DateTime now, TransactionId? latest)
    {
        if (body.ValueKind != JsonValueKind.Object || Member(body, "query") is not { } query || query.ValueKind is not (JsonValueKind.String or JsonValueKind.Object))
        {
            throw Bad("Expected a JSON object with a member \"query\": a text or an object.");
        }

        var text = query.ValueKind == JsonValueKind.String ? Text(query, "query") : null;
        var request = text is not null ? QueryRequest.FromText(text, now) : QueryRequest.FromJson(query, now);
        return new BtqlRequest(
            request with
            {
                Version = Version(Member(body, "version")),
                LatestTransaction = latest,
                TimeZoneOffsetMinutes = (int)Math.Clamp(Number(body, "tz_offset") ?? 0, -24 * 60, 24 * 60),
                AuditLog = Flag(body, "audit_log"),
                DisableLimit = Flag(body, "disable_limit"),
                RootSpanId = Member(body, "scope_to_root_span_id") is { } trace ? Text(trace, "scope_to_root_span_id") : null,
                InferenceDepth = Number(body, "inference_depth") is { } depth ? (int)Math.Clamp(depth, 0, 100) : null,
                SampleSeed = Guid.CreateVersion7().ToString("N"),
            },
            text,
            Number(body, "query_timeout_seconds"))
        {
            Format = Format(body),
            IsStrict = IsStrict(body),
        };
    }

    private static BtqlFormat? Format(JsonElement body) => Member(body, "fmt") is { } format
        ? BtqlFormats.Parse(Text(format, "fmt")) ?? throw Bad("fmt must be \"json\", \"jsonl\" or \"parquet\".")
        : null;

    // The newer option decides where both are sent.
    private static bool IsStrict(JsonElement body) => Member(body, "lint_mode") is not { } mode
        ? Flag(body, "strict_lint_mode")
        : Text(mode, "lint_mode") switch
        {
            "strict" => true,
            "default" => false,
            _ => throw Bad("lint_mode must be \"default\" or \"strict\"."),
        };

    private static TransactionId? Version(JsonElement? version)
    {
        if (version is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(value, "version");
        return TransactionId.TryParse(text, out var id)
            ? id
            : throw Bad("version must be a transaction id: a decimal number or 16 hexadecimal digits.");
    }

    private static JsonElement? Member(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool Flag(JsonElement body, string name) => Member(body, name)?.ValueKind == JsonValueKind.True;

    private static double? Number(JsonElement body, string name) =>
        Member(body, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    private static string Text(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Bad($"{name} must be a text.");
        }
        catch (InvalidOperationException)
        {
            // How the JSON library refuses half a surrogate pair.
            throw Bad($"{name} holds text that is no Unicode.");
        }
    }

    private static ApiException Bad(string message) => ApiException.BadRequest(ErrorCodes.BadRequest, message);
}
