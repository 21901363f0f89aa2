namespace Biplane.Contracts.Planes;

/// <summary>One call that a data plane may make. Always POST with a JSON body and a JSON answer, so that no text stands in a URL.</summary>
/// <typeparam name="TRequest">What is sent.</typeparam>
/// <typeparam name="TResponse">What comes back.</typeparam>
/// <param name="Path">Its path, without parameters.</param>
public sealed record PlaneRoute<TRequest, TResponse>(string Path) : PlaneRoute(Path, typeof(TRequest), typeof(TResponse));
