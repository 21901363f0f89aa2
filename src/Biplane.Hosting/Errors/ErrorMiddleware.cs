using Biplane.Hosting.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Biplane.Hosting.Errors;

/// <summary>
/// The one place where exceptions become answers: refusals as they say, a bad body its status, a client that went away 499 without a log
/// line, the plane's own mappings, all else 500. No exception text leaves the process.
/// </summary>
public sealed class ErrorMiddleware(
    RequestDelegate next, ErrorWriter writer, IEnumerable<IErrorMapping> mappings, ILogger<ErrorMiddleware> logger)
{
    private const int ClientClosedRequest = 499;

    private readonly IErrorMapping[] _mappings = [.. mappings];

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ClientClosedRequest;
            }
        }
        catch (Exception error)
        {
            await writer.WriteAsync(context, Answer(context, error));
        }
    }

    private ErrorAnswer Answer(HttpContext context, Exception error)
    {
        switch (error)
        {
            case ApiException refusal:
                return new ErrorAnswer(refusal.Status, refusal.Code, refusal.Message, refusal.RetryAfter);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new ErrorAnswer(413, ErrorCodes.PayloadTooLarge, "The request body is larger than this route accepts. Send it in smaller parts.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return new ErrorAnswer(408, ErrorCodes.RequestTimeout, "The request body came too slowly. Send it again, in smaller parts on a slow line.");
            case BadHttpRequestException bad:
                return new ErrorAnswer(bad.StatusCode, ErrorCodes.BadRequest, "The request could not be read.");
        }

        foreach (var mapping in _mappings)
        {
            if (mapping.Map(error) is { } answer)
            {
                return answer;
            }
        }

        var type = error.InnerException is { } inner ? $"{error.GetType().FullName} < {inner.GetType().FullName}" : error.GetType().FullName!;
        ErrorLog.RequestFailed(logger, RequestTrace.IdOf(context), type, error.StackTrace);
        return new ErrorAnswer(500, ErrorCodes.Internal, "An internal error happened. The trace id helps to find it in the server's log.");
    }
}
