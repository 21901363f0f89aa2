using System.Globalization;
using Biplane.Storage.DuckDb.Native;
using Xunit;

namespace Biplane.Storage.Tests.DuckDb.Native;

public sealed class LowPriorityTests
{
    /// <summary>Where a thread's priority stands in the line that the system has about it, counted behind its name.</summary>
    private const int Nice = 16;

    [Fact]
    public void Work_stands_back_and_its_caller_does_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads have priorities of their own on Linux only.");
        var (before, thread, during) = (Priority(), 0, 0);
        LowPriority.Run(() => (thread, during) = (Environment.CurrentManagedThreadId, Priority()));
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        Assert.True(during > before, $"{during} is not behind {before}.");
        Assert.Equal(before, Priority());
    }

    [Fact]
    public void What_work_throws_is_its_callers() =>
        Assert.Throws<InvalidDataException>(() => LowPriority.Run(() => throw new InvalidDataException()));

    private static int Priority() =>
        int.Parse(File.ReadAllText("/proc/thread-self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[Nice], CultureInfo.InvariantCulture);
}
