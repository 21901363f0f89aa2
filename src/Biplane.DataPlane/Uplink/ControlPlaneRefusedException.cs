using System.Net;

namespace Biplane.DataPlane.Uplink;

/// <summary>The control plane answered that this data plane may not make this call: its enrolment is gone or its clock is wrong.</summary>
internal sealed class ControlPlaneRefusedException : Exception
{
    public ControlPlaneRefusedException()
        : this(HttpStatusCode.Forbidden)
    {
    }

    public ControlPlaneRefusedException(HttpStatusCode status)
        : base($"The control plane refused a call with status {(int)status}.") => Status = status;

    public ControlPlaneRefusedException(string message)
        : base(message)
    {
    }

    public ControlPlaneRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public HttpStatusCode Status { get; }
}
