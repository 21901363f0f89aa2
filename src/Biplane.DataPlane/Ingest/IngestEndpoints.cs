using System.Text.Json;
using Biplane.DataPlane.Requests;
using Biplane.DataPlane.Uploads;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model.Rows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Ingest;

/// <summary>The routes by which published SDKs send rows.</summary>
internal static class IngestEndpoints
{
    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/logs3", Logs3Async).RequireCaller().WithMetadata(new RequestSizeLimitAttribute(RequestLimits.MaxBodyBytes));
        routes.MapPost("/logs3/overflow", AnnounceOverflowAsync).RequireCaller();
        routes.MapPut(OverflowUploads.UploadPath, UploadOverflowAsync)
            .WithMetadata(new RequestSizeLimitAttribute(RequestLimits.MaxBodyBytes))
            .AllowPublic("The address carries a signed ticket for one upload.");
    }

    private static async Task Logs3Async(
        HttpContext context, Caller caller, RequestBodyReader bodies, OverflowUploads overflow, IngestService ingest, CancellationToken cancellationToken)
    {
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        var read = EventReader.ReadLogs3(body.Bytes);
        if (read.OverflowKey is not { } key)
        {
            var rows = read.RowsOrThrow();
            var transaction = await ingest.WriteAsync(caller, rows, cancellationToken);
            await IngestAnswers.WriteLogs3Async(context.Response, rows, transaction, cancellationToken);
            return;
        }

        var answer = await overflow.RedeemAsync(caller, key, cancellationToken);
        await IngestAnswers.WriteLogs3Async(context.Response, answer.Rows, answer.Transaction, cancellationToken);
    }

    private static async Task AnnounceOverflowAsync(
        HttpContext context, Caller caller, RequestBodyReader bodies, OverflowUploads overflow, CancellationToken cancellationToken)
    {
        using var body = await bodies.ReadAsync(context.Request, cancellationToken);
        if (AnnouncedBytes(body.Bytes.Span) > RequestLimits.MaxBodyBytes)
        {
            throw new ApiException(413, ErrorCodes.PayloadTooLarge, $"An upload may have {RequestLimits.MaxBodyBytes} bytes at most. Send fewer rows at a time.");
        }

        var upload = overflow.Announce(caller);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("method"u8, "PUT"u8);
        json.WriteString("signedUrl"u8, upload.Url);
        json.WriteStartObject("headers"u8);
        json.WriteEndObject();
        json.WriteStartObject("fields"u8);
        json.WriteEndObject();
        json.WriteString("key"u8, upload.Key);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static async Task<IResult> UploadOverflowAsync(
        HttpRequest request, string? ticket, OverflowUploads overflow, CancellationToken cancellationToken)
    {
        await overflow.UploadAsync(ticket, request, cancellationToken);
        return UploadAnswer.Ok;
    }

    // The size is a courtesy of the client that lets us refuse early; the upload itself is measured.
    private static long AnnouncedBytes(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return 0;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isSize = reader.ValueTextEquals("size_bytes"u8);
                reader.Read();
                if (isSize && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var size))
                {
                    return size;
                }

                reader.Skip();
            }

            return 0;
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest(ErrorCodes.MalformedJson, "The body is not valid JSON.");
        }
    }
}
