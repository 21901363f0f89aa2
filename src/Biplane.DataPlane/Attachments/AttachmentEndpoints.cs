using Biplane.DataPlane.Requests;
using Biplane.DataPlane.Uploads;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Attachments;

/// <summary>Files that rows refer to.</summary>
internal static class AttachmentEndpoints
{
    public static void MapAttachments(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/attachment", RegisterAsync).RequireCaller();
        routes.MapPost("/attachment/status", ReportAsync).RequireCaller();
        routes.MapGet("/attachment", ViewAsync).RequireCaller();
        routes.MapPut(AttachmentService.UploadPath, UploadAsync)
            .WithMetadata(new RequestSizeLimitAttribute(AttachmentLimits.MaxBytes))
            .AllowPublic("The address carries a signed ticket for one attachment.");
        routes.MapGet(AttachmentService.DownloadPath, DownloadAsync).AllowPublic("The address carries a signed ticket for one attachment.");
    }

    private static async Task<IResult> RegisterAsync(
        HttpRequest request, Caller caller, JsonBody json, AttachmentService attachments, CancellationToken cancellationToken)
    {
        var body = await json.ReadAsync(request, AttachmentJson.Default.RegisterAttachment, cancellationToken);
        return Results.Json(await attachments.RegisterAsync(caller, body, cancellationToken), AttachmentJson.Default.RegisteredAttachment);
    }

    private static async Task<IResult> ReportAsync(
        HttpRequest request, Caller caller, JsonBody json, AttachmentService attachments, CancellationToken cancellationToken)
    {
        var body = await json.ReadAsync(request, AttachmentJson.Default.ReportUpload, cancellationToken);
        await attachments.ReportAsync(caller, body, cancellationToken);
        return Results.Text("{}", "application/json");
    }

    private static async Task<IResult> ViewAsync(
        Caller caller, AttachmentService attachments, string? key, string? url, [FromQuery(Name = "org_id")] Guid? orgId, CancellationToken cancellationToken)
    {
        if (key is null && url is not null)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "This server has no access to external attachments; read them where they are stored.");
        }

        return Results.Json(await attachments.ViewAsync(caller, key, orgId, cancellationToken), AttachmentJson.Default.AttachmentView);
    }

    private static async Task<IResult> UploadAsync(
        HttpRequest request, string? ticket, AttachmentService attachments, CancellationToken cancellationToken)
    {
        await attachments.UploadAsync(ticket, request, cancellationToken);
        return UploadAnswer.Ok;
    }

    private static async Task<IResult> DownloadAsync(
        HttpResponse response, string? ticket, AttachmentService attachments, CancellationToken cancellationToken)
    {
        var (attachment, content) = await attachments.OpenAsync(ticket, cancellationToken);
        var type = DownloadHeaders.Set(response, attachment);
        return Results.Stream(content, type, enableRangeProcessing: true);
    }
}
