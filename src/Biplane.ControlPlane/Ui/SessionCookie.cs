using Microsoft.AspNetCore.Http;

namespace Biplane.ControlPlane.Ui;

/// <summary>The browser's session cookie: HttpOnly, SameSite=Strict, and bound to host and TLS where there is TLS.</summary>
internal sealed class SessionCookie(ControlPlaneOptions options)
{
    private bool IsSecure => options.AppUrl.Value.StartsWith("https:", StringComparison.Ordinal);

    private string Name => IsSecure ? "__Host-biplane_session" : "biplane_session";

    public string? Read(HttpRequest request) => request.Cookies[Name] is { Length: > 0 and < 100 } secret ? secret : null;

    public void Write(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, Options());

    public void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options());

    private CookieOptions Options() => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = IsSecure, Path = "/", IsEssential = true };
}
