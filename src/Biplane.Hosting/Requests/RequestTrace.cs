using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Requests;

/// <summary>Gives every request an id of 32 hex digits, sent back as <c>x-bt-internal-trace-id</c>. Made here, never taken from the client.</summary>
public static class RequestTrace
{
    public const string Header = "x-bt-internal-trace-id";

    public static string IdOf(HttpContext context) => context.TraceIdentifier;

    internal static Task AssignAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.Response.Headers[Header] = context.TraceIdentifier;
        return next(context);
    }
}
