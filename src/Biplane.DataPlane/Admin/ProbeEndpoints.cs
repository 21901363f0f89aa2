using System.Text.Json;
using Biplane.Hosting.Access;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Health;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Biplane.DataPlane.Admin;

/// <summary>What clients ask to find out whether and what is there, and the way from a printed link to its page.</summary>
internal static class ProbeEndpoints
{
    private const int Logs3PayloadMaxBytes = 6 * 1024 * 1024;
    private const string WhyPublic = "a greeting that clients probe without a key";

    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth(WriteVersion);
        routes.MapGet("/", Hello).AllowPublic(WhyPublic);
        routes.MapGet("/v1", Hello).AllowPublic(WhyPublic);
        routes.MapGet("/ping", PingAsync).RequireCaller().WithErrorForm(ErrorForm.Text);
        routes.MapGet("/app/{*path}", RedirectToPage).AllowPublic("it moves the address into the fragment and reads nothing");
    }

    private static void WriteVersion(Utf8JsonWriter json)
    {
        json.WriteString("commit", ProductVersion.Text);
        json.WriteNumber("logs3_payload_max_bytes", Logs3PayloadMaxBytes);
    }

    private static ContentHttpResult Hello() => TypedResults.Text("Hello, World!");

    private static async Task PingAsync(HttpContext context, Caller caller, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("id", caller.UserId);
        json.WriteString("email", caller.Email);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    // In the fragment, which browsers do not send: names and row ids stay out of the control plane's requests and logs.
    private static RedirectHttpResult RedirectToPage(HttpContext context, DataPlaneOptions options)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var page = target?.StartsWith("/app", StringComparison.Ordinal) == true ? target : "/app";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect($"{options.AppUrl.Value}/#{page}");
    }
}
