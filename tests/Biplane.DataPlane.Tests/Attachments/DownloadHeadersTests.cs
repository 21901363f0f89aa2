using Biplane.DataPlane.Attachments;
using Biplane.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Biplane.DataPlane.Tests.Attachments;

public sealed class DownloadHeadersTests
{
    [Theory]
    [InlineData("image/png", "inline", "image/png")]
    [InlineData("text/plain; charset=utf-8", "inline", "text/plain; charset=utf-8")]
    [InlineData("audio/mpeg", "inline", "audio/mpeg")]
    [InlineData("text/html", "attachment", "text/html")]
    [InlineData("image/svg+xml", "attachment", "image/svg+xml")]
    [InlineData("text/html\r\nSet-Cookie: a=b", "attachment", "application/octet-stream")]
    [InlineData("nonsense", "attachment", "application/octet-stream")]
    public void Only_harmless_types_are_shown_in_place(string contentType, string disposition, string sent)
    {
        var response = new DefaultHttpContext().Response;

        var type = DownloadHeaders.Set(response, Attachment("a.bin", contentType));

        Assert.Equal(sent, type);
        Assert.StartsWith(disposition + ";", response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.XContentTypeOptions);
        Assert.Contains("sandbox", response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_name_cannot_break_out_of_its_header()
    {
        var response = new DefaultHttpContext().Response;

        DownloadHeaders.Set(response, Attachment("a\"; x=\r\nSet-Cookie: b; ☕.txt", "text/plain"));

        var header = response.Headers.ContentDisposition.ToString();
        Assert.DoesNotContain('\n', header);
        Assert.Contains("filename*=UTF-8''", header, StringComparison.Ordinal);
    }

    private static Attachment Attachment(string name, string type) =>
        new(Guid.NewGuid(), "k", BlobId.New(TimeProvider.System), Guid.NewGuid(), name, type, AttachmentState.Done, Error: null);
}
