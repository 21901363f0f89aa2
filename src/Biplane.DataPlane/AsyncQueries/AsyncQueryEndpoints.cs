using System.Buffers;
using System.Text;
using System.Text.Json;
using Biplane.DataPlane.Answers;
using Biplane.DataPlane.Query;
using Biplane.DataPlane.Requests;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>Queries that run in the background.</summary>
internal static class AsyncQueryEndpoints
{
    public static void MapAsyncQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/btql/async", SubmitAsync).RequireCaller();
        var one = routes.MapGroup("/btql/async/{id}").RequireCaller();
        one.MapGet("", FindAsync);
        one.MapDelete("", DeleteAsync);
        one.MapGet("/result", ReadAsync);
        one.MapPost("/cancel", CancelAsync);
    }

    private static async Task<IResult> SubmitAsync(
        HttpRequest request, Caller caller, RequestBodyReader bodies, AsyncQueryService queries, CancellationToken cancellationToken)
    {
        using var body = await bodies.ReadAsync(request, cancellationToken);
        return Json(await queries.SubmitAsync(caller, body.Bytes, QueryEndpoints.OrganizationOf(request), cancellationToken));
    }

    private static async Task<IResult> FindAsync(string id, Caller caller, AsyncQueryService queries, CancellationToken cancellationToken) =>
        Json(await queries.FindAsync(caller, id, cancellationToken));

    private static async Task<IResult> CancelAsync(string id, Caller caller, AsyncQueryService queries, CancellationToken cancellationToken) =>
        Json(await queries.CancelAsync(caller, id, cancellationToken));

    private static async Task<IResult> DeleteAsync(string id, Caller caller, AsyncQueryService queries, CancellationToken cancellationToken)
    {
        await queries.DeleteAsync(caller, id, cancellationToken);
        return Results.NoContent();
    }

    private static async Task ReadAsync(
        string id, HttpContext context, Caller caller, AsyncQueryService queries, int? limit, string? cursor, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > AsyncQueryLimits.MaxBatchSize)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, $"limit must be a number from 1 to {AsyncQueryLimits.MaxBatchSize}.");
        }

        var (query, rows) = await queries.OpenResultAsync(caller, id, cursor, cancellationToken);
        await using var stream = rows;
        context.Response.ContentType = "application/json";
        await using var body = AnswerBody.Flowing(context);
        Write(body, $"{{\"status\":\"{query.Status.WireName()}\",\"rows\":[");
        if (stream is not null)
        {
            var start = stream.Position;
            var end = start + await AsyncQueryPage.WriteAsync(stream, limit ?? query.BatchSize, body, cancellationToken);
            Write(body, end < stream.Length ? $"],\"cursor\":\"{AsyncQueryCursor.Write(query.Id, end)}\"}}" : "]}");
        }
        else
        {
            Write(body, query.Error is { } error ? $"],\"error\":\"{JsonEncodedText.Encode(error)}\"}}" : "]}");
        }

        await body.CompleteAsync(cancellationToken);
    }

    private static void Write(AnswerBody body, string json) => body.Write(Encoding.UTF8.GetBytes(json));

    private static IResult Json(AsyncQueryView view) => Results.Json(view, AsyncQueryJson.Default.AsyncQueryView);
}
