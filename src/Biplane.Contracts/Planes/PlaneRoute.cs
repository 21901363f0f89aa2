namespace Biplane.Contracts.Planes;

/// <summary>One call that a data plane may make.</summary>
/// <param name="Path">Its path, without parameters.</param>
/// <param name="RequestType">What is sent.</param>
/// <param name="ResponseType">What comes back.</param>
public abstract record PlaneRoute(string Path, Type RequestType, Type ResponseType);
