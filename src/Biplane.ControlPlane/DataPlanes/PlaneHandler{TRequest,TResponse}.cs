using Biplane.Contracts.Planes;
using Microsoft.AspNetCore.Http;

namespace Biplane.ControlPlane.DataPlanes;

/// <summary>One call of the planes protocol: read, do, write.</summary>
internal sealed class PlaneHandler<TRequest, TResponse>(
    PlaneRoute<TRequest, TResponse> route,
    Func<IServiceProvider, DataPlaneRecord, TRequest, CancellationToken, Task<TResponse>> handler)
{
    public async Task HandleAsync(HttpContext context, PlaneCaller caller, CancellationToken cancellationToken)
    {
        var request = await PlaneBody.ReadAsync<TRequest>(context, route, cancellationToken);
        var response = await handler(context.RequestServices, caller.Plane, request, cancellationToken);
        await PlaneBody.WriteAsync(context, route, response, cancellationToken);
    }
}
