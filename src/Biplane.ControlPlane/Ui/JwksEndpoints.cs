using System.Buffers.Text;
using System.Text.Json;
using Biplane.ControlPlane.Sessions;
using Biplane.Hosting.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Biplane.ControlPlane.Ui;

/// <summary>The public keys of browser tokens in the standard form, for whoever wants to check one.</summary>
internal static class JwksEndpoints
{
    public static void MapJwks(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/jwks.json", GetAsync).AllowPublic("public keys");

    private static async Task GetAsync(HttpContext context, SigningKeyStore keys, CancellationToken cancellationToken)
    {
        var current = await keys.CurrentAsync(cancellationToken);
        context.Response.ContentType = "application/jwk-set+json";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var key in current.Keys)
        {
            json.WriteStartObject();
            json.WriteString("kty", "EC");
            json.WriteString("crv", "P-256");
            json.WriteString("alg", "ES256");
            json.WriteString("use", "sig");
            json.WriteString("kid", key.Id);
            json.WriteString("x", Base64Url.EncodeToString(key.PublicKey.X.Span));
            json.WriteString("y", Base64Url.EncodeToString(key.PublicKey.Y.Span));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
