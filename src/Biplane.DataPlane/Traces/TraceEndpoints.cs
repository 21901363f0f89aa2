using System.Globalization;
using Biplane.DataPlane.Access;
using Biplane.DataPlane.Answers;
using Biplane.DataPlane.Requests;
using Biplane.DataPlane.Rows;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Model;
using Biplane.Model.Transactions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Traces;

/// <summary>
/// Traces too large to be read as rows: the skeleton, one field of one span, a search. Ids are parameters and not parts of the path: clients choose
/// them, and a path cannot carry every text.
/// </summary>
internal static class TraceEndpoints
{
    private const int MaxSpans = 500_000;

    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/{objectType}/{objectId}").RequireCaller().WithErrorForm(ErrorForm.Problem);
        group.MapGet("/trace", SkeletonAsync);
        group.MapPost("/trace/search", SearchAsync);
        group.MapMethods("/span/{field}", [HttpMethods.Get, HttpMethods.Head], FieldAsync);
    }

    private static async Task SkeletonAsync(
        string objectType,
        string objectId,
        HttpContext context,
        Caller caller,
        IObjectAccess access,
        TraceReader traces,
        AnswerSpool spool,
        QueryDeadline deadline,
        [FromQuery(Name = "root_span_id")] string? rootSpanId,
        [FromQuery] string? after,
        [FromQuery] int? limit,
        CancellationToken cancellationToken)
    {
        var target = RowTarget.From(objectType, objectId);
        var trace = Required(rootSpanId, "root_span_id");
        var version = VersionOf(after);
        var most = limit is null or (> 0 and <= MaxSpans)
            ? limit ?? MaxSpans
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, $"limit must be a number of spans from 1 to {MaxSpans.ToString(CultureInfo.InvariantCulture)}.");
        await access.RequireAsync(caller, target, Permission.Read, cancellationToken);
        await deadline.RunAsync(
            deadline.Usual,
            "Ask for fewer spans by limit.",
            async token =>
            {
                var mark = await traces.MarkAsync(target, trace, token) ?? throw NotFound("There is no trace of this root_span_id here, or its rows were deleted.");
                if (AnswerTag.Matches(context.Request, context.Response, $"{mark.Spans.ToString(CultureInfo.InvariantCulture)}-{mark.Version}"))
                {
                    return;
                }

                // Held back, so that a slow reader does not keep one of the engine's few places.
                context.Response.ContentType = "application/json";
                await using var body = AnswerBody.Held(context, spool, isPacked: false);
                await traces.WriteAsync(target, trace, mark, version, most, body, token);
                await body.CompleteAsync(cancellationToken);
            },
            cancellationToken);
    }

    private static async Task<IResult> FieldAsync(
        string objectType,
        string objectId,
        string field,
        HttpResponse response,
        Caller caller,
        IObjectAccess access,
        SpanFields fields,
        QueryDeadline deadline,
        [FromQuery] string? id,
        CancellationToken cancellationToken)
    {
        var target = RowTarget.From(objectType, objectId);
        var column = SpanFields.Find(target.Kind, field) ?? throw NotFound($"Rows of {target.Kind.WireName()} have no such field. Its fields are {SpanFields.NamesOf(target.Kind)}.");
        var row = Required(id, "id");
        await access.RequireAsync(caller, target, Permission.Read, cancellationToken);
        var content = await deadline.RunAsync(deadline.Usual, "Ask again later.", token => fields.OpenAsync(target, row, column, token), cancellationToken) ?? throw NotFound("There is no row of this id here, or it was deleted.");
        response.Headers.CacheControl = AnswerTag.CacheControl;
        response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(content.Value, "application/json", entityTag: AnswerTag.Of(content.Version.ToString()), enableRangeProcessing: true);
    }

    private static async Task<IResult> SearchAsync(
        string objectType,
        string objectId,
        HttpRequest request,
        Caller caller,
        JsonBody json,
        IObjectAccess access,
        TraceSearch search,
        QueryDeadline deadline,
        CancellationToken cancellationToken)
    {
        var target = RowTarget.From(objectType, objectId);
        var question = TraceQuestion.From(await json.ReadAsync(request, TraceJson.Default.TraceSearchRequest, cancellationToken));
        await access.RequireAsync(caller, target, Permission.Read, cancellationToken);
        var answer = await deadline.RunAsync(
            deadline.Usual,
            "Search for a longer or rarer word.",
            token => search.RunAsync(target, question, token),
            cancellationToken);
        return Results.Json(answer, TraceJson.Default.TraceSearchAnswer);
    }

    private static string Required(string? value, string name) => string.IsNullOrEmpty(value)
        ? throw ApiException.BadRequest(ErrorCodes.BadRequest, $"{name} is missing.")
        : value;

    private static TransactionId? VersionOf(string? after) => string.IsNullOrEmpty(after)
        ? null
        : TransactionId.TryParse(after, out var version)
            ? version
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, "after must be the version of an earlier answer.");

    private static ApiException NotFound(string message) => new(404, ErrorCodes.ObjectNotFound, message);
}
