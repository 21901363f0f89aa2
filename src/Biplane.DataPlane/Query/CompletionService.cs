using System.Text.Json;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Query;
using Biplane.Query.Completion;
using Biplane.Query.Syntax;

namespace Biplane.DataPlane.Query;

/// <summary>
/// Completions for an editor. Names and values of fields come from the newest rows of the source, by an <c>infer</c> that goes through the
/// same compilation and the same permission check as any query.
/// </summary>
internal sealed class CompletionService(BtqlService queries, TimeProvider time)
{
    private const int Budget = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<CompletionList> CompleteAsync(Caller caller, string? organization, string text, int position, CancellationToken cancellationToken)
    {
        var list = QueryCompletion.Complete(text, position, CompletionContext.Empty);
        if (list.Wanted is not { } wanted)
        {
            return list;
        }

        var fields = await FieldsAsync(caller, organization, wanted, cancellationToken);
        return fields.Count == 0 ? list : QueryCompletion.Complete(text, position, new CompletionContext(fields));
    }

    private async Task<IReadOnlyList<KnownField>> FieldsAsync(Caller caller, string? organization, WantedFields wanted, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var syntax = new QuerySyntax { From = wanted.From with { Shape = null, Alias = null }, Infer = [wanted.Path], InferenceBudget = Budget };
            var request = QueryRequest.FromSyntax(syntax, time.GetUtcNow().UtcDateTime) with { InferenceDepth = 1 };
            var query = await queries.CompileAsync(caller, new BtqlRequest(request, Text: null, Seconds: null) { Organization = organization }, linked.Token);
            await using var rows = await queries.RunAsync(query.Plan, linked.Token);
            var fields = new List<KnownField>();
            while (await rows.ReadAsync(linked.Token))
            {
                fields.Add(new KnownField(Names(rows.GetUtf8(0)), Types(rows.GetUtf8(1)), Values(rows.GetUtf8(3))));
            }

            return fields;
        }
        catch (ApiException)
        {
            // A source that is not there or not the caller's has no fields to offer; running the query will say so.
            return [];
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private static EquatableList<string> Names(ReadOnlySpan<byte> json) => [.. JsonSerializer.Deserialize<string[]>(json)!];

    private static string Types(ReadOnlySpan<byte> schema)
    {
        var reader = new Utf8JsonReader(schema);
        using var document = JsonDocument.ParseValue(ref reader);
        var type = document.RootElement.GetProperty("type");
        return type.ValueKind == JsonValueKind.String ? type.GetString()! : string.Join(" or ", type.EnumerateArray().Select(t => t.GetString()));
    }

    private static List<KnownValue> Values(ReadOnlySpan<byte> json)
    {
        var values = new List<KnownValue>();
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var value = item.GetProperty("value");
            if (value.ValueKind != JsonValueKind.String)
            {
                values.Add(new KnownValue(value.GetRawText(), IsText: false));
            }
            else if (IsUnicode(value))
            {
                values.Add(new KnownValue(value.GetString()!, IsText: true));
            }
        }

        return values;
    }

    // A stored text may hold half a surrogate pair, which the JSON library refuses to read.
    private static bool IsUnicode(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
