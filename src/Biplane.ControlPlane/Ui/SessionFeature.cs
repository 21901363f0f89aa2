using System.Reflection;
using Biplane.ControlPlane.Sessions;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Http;

namespace Biplane.ControlPlane.Ui;

/// <summary>The browser session that makes a request. Bound as a parameter of handlers behind the session policy.</summary>
/// <param name="Session">The session.</param>
/// <param name="Caller">Its user.</param>
internal sealed record SessionFeature(SessionRecord Session, Caller Caller)
{
    public static ValueTask<SessionFeature?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<SessionFeature>());
}
