using Biplane.Contracts.Planes;
using Biplane.Hosting.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Biplane.DataPlane.Uplink;

/// <summary>
/// Joins the control plane: with the one-time code at the first start, by announcing the address at every later one. A plane that has
/// joined before serves meanwhile with what it knows; it does not wait for the control plane.
/// </summary>
internal sealed class PlaneJoinWorker(
    PlaneIdentity identity, ControlPlaneClient client, DataPlaneOptions options, TimeProvider time, ILogger<PlaneJoinWorker> logger)
    : BackgroundService, IReadinessCheck
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "control_plane";

    public string? Problem => identity.Enrolled is null ? "this data plane has not joined its control plane yet" : null;

    /// <summary>Completes when this start has joined or announced; fails when the control plane refuses.</summary>
    public Task Joined => _joined.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = FirstWait;
        while (true)
        {
            try
            {
                await JoinAsync(stoppingToken);
                _joined.TrySetResult();
                return;
            }
            catch (ControlPlaneUnavailableException)
            {
                PlaneLog.JoinWaits(logger);
            }
            catch (ControlPlaneRefusedException refusal)
            {
                PlaneLog.JoinRefused(logger, (int)refusal.Status);
                _joined.TrySetException(refusal);
                return;
            }

            await Task.Delay(wait * (0.75 + (Random.Shared.NextDouble() / 2)), time, stoppingToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        if (identity.Enrolled is not null)
        {
            var announced = await client.CallAsync(PlaneRoutes.Announce, new AnnouncePlane(options.ApiUrl), cancellationToken);
            await identity.UpdateAsync(announced, cancellationToken);
            return;
        }

        var secret = options.EnrollCode is { } source ? await source(cancellationToken) : null;
        if (!EnrollmentCode.TryCreate(secret?.Reveal(), out var code))
        {
            throw new ControlPlaneRefusedException("BIPLANE_ENROLL_CODE is no enrolment code.");
        }

        var enrolled = await client.CallAsync(PlaneRoutes.Enroll, new EnrollPlane(code, identity.PublicKey, options.ApiUrl), cancellationToken);
        await identity.SaveAsync(enrolled, cancellationToken);
        PlaneLog.Joined(logger, enrolled.DataPlaneId);
    }
}
