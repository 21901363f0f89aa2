using System.Buffers;
using System.Text;
using Biplane.DataPlane.Answers;
using Biplane.DataPlane.Requests;
using Biplane.Hosting.Access;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Rows;

/// <summary>The REST routes that read rows.</summary>
internal static class RowFetchEndpoints
{
    public static void MapRowFetches(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/{objectType}/{objectId}").RequireCaller();
        group.MapGet("/fetch", GetAsync);
        group.MapPost("/fetch", PostAsync);
    }

    private static Task GetAsync(
        string objectType,
        string objectId,
        HttpContext context,
        Caller caller,
        RowFetch fetch,
        QueryDeadline deadline,
        [FromQuery] long? limit,
        [FromQuery] string? cursor,
        [FromQuery(Name = "max_xact_id")] string? maxXactId,
        [FromQuery(Name = "max_root_span_id")] string? maxRootSpanId,
        [FromQuery] string? version,
        CancellationToken cancellationToken) =>
        AnswerAsync(
            context,
            caller,
            fetch,
            deadline,
            RowTarget.From(objectType, objectId),
            new FetchRequest { Limit = limit, Cursor = cursor, MaxXactId = maxXactId, MaxRootSpanId = maxRootSpanId, Version = version },
            cancellationToken);

    private static async Task PostAsync(
        string objectType, string objectId, HttpContext context, Caller caller, JsonBody json, RowFetch fetch, QueryDeadline deadline, CancellationToken cancellationToken)
    {
        var target = RowTarget.From(objectType, objectId);
        var request = await json.ReadAsync(context.Request, RowJsonContracts.Default.FetchRequest, cancellationToken);
        await AnswerAsync(context, caller, fetch, deadline, target, request, cancellationToken);
    }

    // A page cannot ask for time, and may go to a slow reader: it has the most that there is.
    private static Task AnswerAsync(
        HttpContext context, Caller caller, RowFetch fetch, QueryDeadline deadline, ObjectRef source, FetchRequest request, CancellationToken cancellationToken) =>
        deadline.RunAsync(
            deadline.Longest, "Ask for fewer rows by limit.", token => WriteAsync(context, caller, fetch, source, request, token), cancellationToken);

    private static async Task WriteAsync(
        HttpContext context, Caller caller, RowFetch fetch, ObjectRef source, FetchRequest request, CancellationToken cancellationToken)
    {
        await using var rows = await fetch.OpenAsync(caller, source, request, cancellationToken);
        context.Response.ContentType = "application/json";
        await using var body = AnswerBody.Flowing(context);
        body.Write("""{"events":["""u8);
        var end = await RowAnswer.WriteElementsAsync(rows, body, cancellationToken);
        body.Write("""],"cursor":"""u8);
        body.Write(end.Place is { } place ? Encoding.ASCII.GetBytes($"\"{place.ToCursor()}\"") : "null"u8);
        body.Write("}"u8);
        await body.CompleteAsync(cancellationToken);
    }
}
