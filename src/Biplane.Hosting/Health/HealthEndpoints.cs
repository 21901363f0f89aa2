using System.Text.Json;
using Biplane.Hosting.Access;
using Biplane.Hosting.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Biplane.Hosting.Health;

/// <summary>Probes of both planes. They say constants and numbers only, so they are public.</summary>
public static class HealthEndpoints
{
    private const string WhyPublic = "probes of load balancers and people; constants and numbers only";

    /// <param name="routes">The plane's routes.</param>
    /// <param name="writeVersion">Members that this plane adds to <c>/version</c>.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes, Action<Utf8JsonWriter> writeVersion)
    {
        var version = new JsonAnswer(json =>
        {
            json.WriteStartObject();
            json.WriteString("version", ProductVersion.Text);
            json.WriteString("product", "biplane");
            writeVersion(json);
            json.WriteEndObject();
        });
        routes.MapGet("/healthz", Live).AllowPublic(WhyPublic);
        routes.MapGet("/readyz", Ready).AllowPublic(WhyPublic);
        routes.MapGet("/version", () => version).AllowPublic(WhyPublic);
        routes.MapGet("/status", Status).AllowPublic(WhyPublic);
    }

    private static ContentHttpResult Live() => TypedResults.Text("ok");

    private static ContentHttpResult Ready(IEnumerable<IReadinessCheck> checks)
    {
        var problems = checks.Where(c => c.Problem is not null).Select(c => $"{c.Name}: {c.Problem}").ToList();
        return problems.Count == 0
            ? TypedResults.Text("ready")
            : TypedResults.Text(string.Join('\n', problems), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonAnswer Status(PlaneHostOptions host, IEnumerable<IReadinessCheck> checks, IEnumerable<IStatusSection> sections) => new(json =>
    {
        json.WriteStartObject();
        json.WriteString("plane", host.Plane);
        json.WriteString("version", ProductVersion.Text);
        json.WriteStartObject("checks");
        foreach (var check in checks)
        {
            json.WriteString(check.Name, check.Problem ?? "ok");
        }

        json.WriteEndObject();
        foreach (var section in sections)
        {
            json.WritePropertyName(section.Name);
            section.Write(json);
        }

        json.WriteEndObject();
    });
}
