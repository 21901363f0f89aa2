using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Biplane.DataPlane.Tests.Testing;
using Biplane.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Attachments;

public sealed class AttachmentRoutesTests : LogsTestBase
{
    private readonly byte[] _bytes = Some.Bytes(300_000);

    [Fact]
    public async Task The_flow_of_the_published_clients_gives_the_bytes_back()
    {
        var view = await UploadAndViewAsync();

        var response = await Server.Http.GetAsync(new Uri(view.GetProperty("downloadUrl").GetString()!), Token);

        Assert.Equal("done", view.GetProperty("status").GetProperty("upload_status").GetString());
        Assert.Equal(_bytes, await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task A_part_can_be_downloaded()
    {
        var view = await UploadAndViewAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(view.GetProperty("downloadUrl").GetString()!));
        request.Headers.Range = new RangeHeaderValue(100, 199);

        var response = await Server.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(_bytes[100..200], await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task An_unknown_key_is_not_served() =>
        Assert.Equal(400, (int)(await Server.SendAsync(HttpMethod.Get, "/attachment?key=00000000-0000-4000-8000-000000000000&filename=x", content: null, People.Ada)).StatusCode);

    [Theory]
    [InlineData("/attachment/download")]
    [InlineData("/attachment/download?ticket=")]
    [InlineData("/attachment/download?ticket=made-up")]
    public async Task Without_a_ticket_nothing_is_downloaded(string path) =>
        Assert.Equal(403, (int)(await Server.SendAsync(HttpMethod.Get, path, content: null, caller: null)).StatusCode);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"key":"","filename":"f","content_type":"c"}""")]
    [InlineData("""{"key":7,"filename":"f","content_type":"c"}""")]
    [InlineData("""{"key":"k","filename":"f","content_type":"c","org_id":"no"}""")]
    [InlineData("{")]
    public async Task What_cannot_be_registered_is_a_400(string body) => Assert.Equal(400, (int)(await Server.PostAsync("/attachment", body)).StatusCode);

    private async Task<JsonElement> UploadAndViewAsync()
    {
        await new RowsOf(Server, Logs).InsertAsync("""{"id":"r","input":{"file":{"type":"braintrust_attachment","filename":"b.bin","content_type":"application/octet-stream","key":"k1"}}}""");
        var registered = await Server.PostJsonAsync(
            "/attachment", $$"""{"key":"k1","filename":"b.bin","content_type":"application/octet-stream","org_id":"{{People.Acme}}"}""");
        var put = await Server.Http.PutAsync(new Uri(registered.GetProperty("signedUrl").GetString()!), new ByteArrayContent(_bytes), Token);
        Assert.True(put.IsSuccessStatusCode);
        await Server.PostJsonAsync("/attachment/status", $$$"""{"key":"k1","org_id":"{{{People.Acme}}}","status":{"upload_status":"done"}}""");
        return await Server.GetJsonAsync($"/attachment?key=k1&filename=b.bin&content_type=application%2Foctet-stream&org_id={People.Acme}");
    }
}
