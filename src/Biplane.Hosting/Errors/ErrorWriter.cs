using System.Globalization;
using System.Text.Json;
using Biplane.Hosting.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Biplane.Hosting.Errors;

/// <summary>Writes an error in the form of the endpoint that was hit.</summary>
public sealed class ErrorWriter(ErrorForm defaultForm)
{
    public async Task WriteAsync(HttpContext context, ErrorAnswer answer)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer is out: only breaking the connection tells the client that it is no whole one.
            context.Abort();
            return;
        }

        var form = context.GetEndpoint()?.Metadata.GetMetadata<ErrorFormMetadata>()?.Form ?? defaultForm;
        context.Response.StatusCode = answer.Status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Remove("Content-Encoding");
        if (answer.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var body = form == ErrorForm.Text ? System.Text.Encoding.UTF8.GetBytes(answer.Message) : Json(context, answer, form);
        context.Response.ContentType = form switch
        {
            ErrorForm.Text => "text/plain; charset=utf-8",
            ErrorForm.Problem => "application/problem+json",
            _ => "application/json",
        };
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static byte[] Json(HttpContext context, ErrorAnswer answer, ErrorForm form)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        if (form == ErrorForm.Problem)
        {
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(answer.Status));
            json.WriteNumber("status", answer.Status);
            json.WriteString("detail", answer.Message);
            json.WriteString("code", answer.Code);
            json.WriteString("traceId", RequestTrace.IdOf(context));
        }
        else
        {
            json.WriteString("Code", ErrorCodes.CompatibleName(answer));
            json.WriteString("Message", answer.Message);
            json.WriteString("Path", RoutePath.Of(context));
            json.WriteString("Service", "api");
            json.WriteString("InternalTraceId", RequestTrace.IdOf(context));
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
