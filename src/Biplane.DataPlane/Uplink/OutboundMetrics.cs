using System.Diagnostics.Metrics;

namespace Biplane.DataPlane.Uplink;

/// <summary>Counts and times calls to the control plane, by route template and outcome.</summary>
internal sealed class OutboundMetrics(IMeterFactory meters, TimeProvider time)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Biplane.DataPlane";

    private readonly Histogram<double> _duration =
        meters.Create(MeterName).CreateHistogram<double>("biplane.control_plane.call.duration", "s", "Calls from the data plane to its control plane");

    public async Task<HttpResponseMessage> MeasureAsync(string route, Func<Task<HttpResponseMessage>> call)
    {
        var start = time.GetTimestamp();
        var status = 0;
        try
        {
            var response = await call();
            status = (int)response.StatusCode;
            return response;
        }
        finally
        {
            _duration.Record(
                time.GetElapsedTime(start).TotalSeconds,
                new KeyValuePair<string, object?>("route", route),
                new KeyValuePair<string, object?>("status", status));
        }
    }
}
