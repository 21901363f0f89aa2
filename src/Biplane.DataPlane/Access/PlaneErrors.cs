using Biplane.DataPlane.Uplink;
using Biplane.Hosting.Errors;
using Biplane.Storage;

namespace Biplane.DataPlane.Access;

/// <summary>Answers for what goes wrong below the data plane's routes.</summary>
internal sealed class PlaneErrors : IErrorMapping
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    public ErrorAnswer? Map(Exception exception) => exception switch
    {
        StoreBusyException busy => new ErrorAnswer(429, ErrorCodes.Busy, busy.Message + " Try again.", Soon),
        QueryTooLargeException large => new ErrorAnswer(
            413, ErrorCodes.QueryTooLarge, large.Message + " Narrow it by a range of created, group by fewer distinct values, or select fewer columns. "
            + "The server's operator can give queries more by BIPLANE_QUERY_MEMORY and BIPLANE_QUERY_SPILL.", null),
        StorageUnavailableException => new ErrorAnswer(
            503, ErrorCodes.StorageUnavailable, "The server cannot write now: its disk is full or refuses writes, or it is stopping. Reads work; try writing again later.", Later),
        QueryTooWideException wide => new ErrorAnswer(400, ErrorCodes.QueryInvalid, wide.Message, null),
        ControlPlaneUnavailableException => new ErrorAnswer(
            503, ErrorCodes.ControlPlaneUnavailable, "The control plane does not answer, and this request needs it. Try again later.", Later),
        ControlPlaneRefusedException => new ErrorAnswer(
            503, ErrorCodes.ControlPlaneUnavailable, "The control plane does not accept this data plane. Its operator must enrol it again.", Later),
        _ => null,
    };
}
