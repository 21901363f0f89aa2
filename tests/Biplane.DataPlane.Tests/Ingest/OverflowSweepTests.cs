using Biplane.DataPlane.Ingest;
using Biplane.Storage.Blobs;
using Biplane.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Ingest;

public sealed class OverflowSweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Uploads_that_nobody_referred_to_go_and_nothing_else()
    {
        var blobs = new FileBlobStore(_folder.Path, _time);
        var overflow = new BlobScope(Guid.NewGuid(), BlobArea.Overflow);
        var attachments = overflow with { Area = BlobArea.Attachments };
        var old = await blobs.PutAsync(overflow, "old"u8.ToArray(), Token);
        var attachment = await blobs.PutAsync(attachments, "kept"u8.ToArray(), Token);
        _time.Advance((2 * IngestLimits.OverflowLifetime) + TimeSpan.FromSeconds(1));
        var young = await blobs.PutAsync(overflow, "young"u8.ToArray(), Token);

        Assert.Equal(1, await new OverflowSweep(blobs, _time).RunAsync(Token));

        Assert.Null(blobs.Get(overflow, old));
        Assert.NotNull(blobs.Get(overflow, young));
        Assert.NotNull(blobs.Get(attachments, attachment));
    }
}
