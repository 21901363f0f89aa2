using System.Text.Json;
using Biplane.DataPlane.Requests;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Query;

/// <summary>Help for editors of query text.</summary>
internal static class CompletionEndpoints
{
    public static void MapCompletions(this IEndpointRouteBuilder routes) => routes.MapPost("/btql/complete", CompleteAsync).RequireCaller();

    private static async Task<IResult> CompleteAsync(
        HttpContext context, Caller caller, RequestBodyReader bodies, CompletionService completions, BtqlService queries, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        using var json = QueryEndpoints.Parse(body.Bytes);
        var (text, position) = Read(json.RootElement);
        var organization = QueryEndpoints.OrganizationOf(context.Request);
        var list = await completions.CompleteAsync(caller, organization, text, position, cancellationToken);
        var request = QueryRequest.FromText(text, time.GetUtcNow().UtcDateTime);
        var parsed = QueryPipeline.Parse(request);
        var findings = await queries.FindingsAsync(caller, organization, request, parsed, cancellationToken);
        return Results.Bytes(CompletionAnswer.Write(text, list, parsed, findings), "application/json");
    }

    private static (string Text, int Position) Read(JsonElement body)
    {
        try
        {
            if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("query", out var query) && query.ValueKind == JsonValueKind.String)
            {
                var text = query.GetString()!;
                return (text, body.TryGetProperty("position", out var position) && position.TryGetInt32(out var offset) ? offset : text.Length);
            }
        }
        catch (InvalidOperationException)
        {
            // How the JSON library refuses half a surrogate pair, and a position that is no number.
        }

        throw ApiException.BadRequest(ErrorCodes.BadRequest, "Expected a JSON object with a text \"query\" and a number \"position\".");
    }
}
