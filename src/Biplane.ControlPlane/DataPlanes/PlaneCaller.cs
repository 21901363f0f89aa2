using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Biplane.ControlPlane.DataPlanes;

/// <summary>The data plane that makes a call. Bound as a parameter of handlers behind the planes policy.</summary>
/// <param name="Plane">The data plane.</param>
internal sealed record PlaneCaller(DataPlaneRecord Plane)
{
    public static ValueTask<PlaneCaller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<PlaneCaller>());
}
