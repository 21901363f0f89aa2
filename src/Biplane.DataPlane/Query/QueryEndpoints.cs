using System.Text.Json;
using Biplane.DataPlane.Answers;
using Biplane.DataPlane.Requests;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model.Json;
using Biplane.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Query;

/// <summary>Queries.</summary>
internal static class QueryEndpoints
{
    public static void MapQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/btql", QueryAsync).RequireCaller();
        routes.MapGet("/xact-id", LatestTransaction).RequireCaller();
    }

    // Bare digits: the SDK sends the body back as a version without parsing it.
    private static IResult LatestTransaction(IRowStore store) => Results.Text(store.LastTransaction.ToString());

    private static async Task QueryAsync(
        HttpContext context,
        Caller caller,
        RequestBodyReader bodies,
        BtqlService queries,
        IRowStore store,
        AnswerSpool spool,
        QueryDeadline deadline,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        using var json = Parse(body.Bytes);
        var latest = store.LastTransaction;
        var request = BtqlRequestReader.Read(json.RootElement, time.GetUtcNow().UtcDateTime, latest) with { Organization = OrganizationOf(context.Request) };
        var query = await queries.CompileAsync(caller, request, cancellationToken);

        await deadline.RunAsync(deadline.Within(request.Seconds), Advice(deadline), RunAsync, cancellationToken);

        async Task RunAsync(CancellationToken token)
        {
            var format = request.Format ?? BtqlFormats.Accepted(context.Request.Headers.Accept);
            await using var answer = BtqlAnswer.HasToWait(query.Plan, format)
                ? AnswerBody.Held(context, spool, format == BtqlFormat.Parquet)
                : AnswerBody.Flowing(context, format == BtqlFormat.Parquet);

            // The engine's place is given back before the rest is sent: a slow reader takes none of the few.
            await using (var rows = await queries.RunAsync(query.Plan, token))
            {
                BtqlAnswer.SetHeaders(context.Response, format.ContentType(context.Request.Headers.Accept), time.GetElapsedTime(started));
                var end = await BtqlAnswer.WriteAsync(rows, query, answer, format, latest, token);
                if (!answer.HasStarted)
                {
                    BtqlAnswer.SetCursorHeader(context.Response, end);
                }
            }

            await answer.CompleteAsync(cancellationToken);
        }
    }

    private static string Advice(QueryDeadline deadline) =>
        "Narrow it by a range of created or _pagination_key, ask for more time by query_timeout_seconds "
        + $"({deadline.Longest.TotalSeconds} at most), or ask it in the background by POST /btql/async.";

    internal static string? OrganizationOf(HttpRequest request) => request.Headers["x-bt-org-name"].ToString() is { Length: > 0 } name ? name : null;

    /// <summary>How bodies of queries are read: as deep as rows may be.</summary>
    internal static JsonDocumentOptions BodyOptions { get; } = new() { MaxDepth = JsonText.MaxDepth };

    internal static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, BodyOptions);
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest(ErrorCodes.MalformedJson, "The body is not valid JSON.");
        }
    }
}
