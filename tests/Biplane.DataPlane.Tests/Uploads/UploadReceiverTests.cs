using System.Buffers;
using System.IO.Pipelines;
using Biplane.DataPlane.Tests.Testing;
using Biplane.DataPlane.Uploads;
using Biplane.Hosting.Errors;
using Biplane.Storage.Blobs;
using Biplane.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Uploads;

public sealed class UploadReceiverTests
{
    // A client that sends on while it is refused sees the answer only if somebody reads what it sends.
    [Fact]
    public async Task The_rest_of_an_upload_that_is_refused_can_be_read()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var blobs = new FileBlobStore(folder.Path, TimeProvider.System);
        var scope = new BlobScope(Guid.NewGuid(), BlobArea.Attachments);
        var body = new Pipe();
        await body.Writer.WriteAsync(Some.Bytes(100), token);

        var refusal = await Assert.ThrowsAsync<ApiException>(
            () => new UploadReceiver(blobs).ReceiveAsync(PipedBody.Request(body), scope, BlobId.New(TimeProvider.System), maxBytes: 99, token));

        Assert.Equal(413, refusal.Status);
        await body.Writer.WriteAsync(new byte[] { 1, 2 }, token);
        Assert.Equal([1, 2], (await body.Reader.ReadAsync(token)).Buffer.ToArray());
    }
}
