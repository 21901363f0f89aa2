using Biplane.Storage.DuckDb.Native;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Native;

public sealed class LowPriorityTests
{
    [Fact]
    public void Work_stands_back_and_its_caller_does_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads have priorities of their own on Linux only.");
        var (before, thread, during) = (ThreadPriority.OfThis(), 0, 0);
        LowPriority.Run(() => (thread, during) = (Environment.CurrentManagedThreadId, ThreadPriority.OfThis()));
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        Assert.True(during > before, $"{during} is not behind {before}.");
        Assert.Equal(before, ThreadPriority.OfThis());
    }

    [Fact]
    public void What_work_throws_is_its_callers() =>
        Assert.Throws<InvalidDataException>(() => LowPriority.Run(() => throw new InvalidDataException()));
}
