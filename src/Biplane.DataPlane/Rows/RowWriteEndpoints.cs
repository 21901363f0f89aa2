using System.Text.Json;
using Biplane.DataPlane.Ingest;
using Biplane.DataPlane.Requests;
using Biplane.Hosting.Access;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Model.Rows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Rows;

/// <summary>The REST routes that write rows.</summary>
internal static class RowWriteEndpoints
{
    public static void MapRowWrites(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").RequireCaller().WithMetadata(new RequestSizeLimitAttribute(RequestLimits.MaxBodyBytes));
        group.MapPost("/{objectType}/{objectId}/insert", InsertAsync);
        group.MapPost("/{objectType}/{objectId}/feedback", FeedbackAsync);
        group.MapPost("/insert", CrossInsertAsync);
    }

    private static async Task InsertAsync(
        string objectType, string objectId, HttpContext context, Caller caller, RequestBodyReader bodies, IngestService ingest, CancellationToken cancellationToken)
    {
        var target = RowTarget.From(objectType, objectId);
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        var rows = EventReader.ReadEvents(body.Bytes, target).RowsOrThrow();
        await ingest.WriteAsync(caller, rows, cancellationToken);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        IngestAnswers.WriteIds(json, "row_ids"u8, rows);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static async Task FeedbackAsync(
        string objectType, string objectId, HttpContext context, Caller caller, RequestBodyReader bodies, IngestService ingest, CancellationToken cancellationToken)
    {
        var target = RowTarget.From(objectType, objectId);
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        var rows = FeedbackReader.Read(body.Bytes, target);
        await ingest.WriteAsync(caller, rows, cancellationToken);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync("""{"status":"success"}"""u8.ToArray(), cancellationToken);
    }

    private static async Task CrossInsertAsync(
        HttpContext context, Caller caller, RequestBodyReader bodies, IngestService ingest, CancellationToken cancellationToken)
    {
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        var parts = CrossInsertReader.Read(body.Bytes);
        await ingest.WriteAsync(caller, [.. parts.SelectMany(p => p.Events.Concat(p.Feedback))], cancellationToken);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        foreach (var kind in parts.GroupBy(p => p.Object.Kind))
        {
            json.WriteStartObject(kind.Key.WireName());
            foreach (var target in kind.GroupBy(p => p.Object.Id))
            {
                json.WriteStartObject(target.Key.ToString("D"));
                IngestAnswers.WriteIds(json, "row_ids"u8, [.. target.SelectMany(p => p.Events)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
