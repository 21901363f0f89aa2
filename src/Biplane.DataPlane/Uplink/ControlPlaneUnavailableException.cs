namespace Biplane.DataPlane.Uplink;

/// <summary>The control plane had to be asked and did not answer. Answer 503 with <c>Retry-After</c>.</summary>
internal sealed class ControlPlaneUnavailableException : Exception
{
    public ControlPlaneUnavailableException()
        : this("The control plane does not answer.", null)
    {
    }

    public ControlPlaneUnavailableException(string message)
        : this(message, null)
    {
    }

    public ControlPlaneUnavailableException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
