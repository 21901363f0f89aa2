using Biplane.Contracts.Identity;
using Biplane.DataPlane.Access;
using Biplane.DataPlane.Uplink;

namespace Biplane.DataPlane.Tests.Access;

/// <summary>Answers as the test says and counts the questions.</summary>
internal sealed class FakeCallerSource : ICallerSource
{
    private int _questions;

    public int Questions => _questions;

    public CallerIdentity Answer { get; set; } = CallerIdentity.Unknown;

    public bool IsAway { get; set; }

    /// <summary>Answers wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<CallerIdentity> IdentifyAsync(CallerKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _questions);
        await Gate;
        return IsAway ? throw new ControlPlaneUnavailableException() : Answer;
    }
}
