using System.Text;
using Biplane.DataPlane.Attachments;
using Biplane.DataPlane.Tests.Testing;
using Biplane.DataPlane.Uploads;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Biplane.Hosting.Sqlite;
using Biplane.Model;
using Biplane.Model.Rows;
using Biplane.Storage.Blobs;
using Biplane.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Biplane.DataPlane.Tests.Attachments;

public sealed class AttachmentLifeTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly GrantedObjects _objects = new();
    private readonly SqliteDatabase _database;
    private readonly AttachmentReferences _references;
    private readonly AttachmentService _service;
    private readonly ObjectRef _logs;

    public AttachmentLifeTests()
    {
        _database = new SqliteDatabase(Path.Combine(_folder.Path, "meta.db"));
        var store = new AttachmentStore(_database);
        var blobs = new FileBlobStore(Path.Combine(_folder.Path, "blobs"), _time);
        _references = new AttachmentReferences(store, _objects, _time);
        _service = new AttachmentService(
            store,
            _references,
            blobs,
            new UploadReceiver(blobs),
            new TicketSigner(new byte[32], _time),
            new PublicAddress(new Uri("http://127.0.0.1:5181")),
            _time);
        _logs = _objects.Add(ObjectKind.ProjectLogs, People.Acme);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        await new MigrationRunner(_database, _time).ApplyAsync(
            MigrationRunner.Embedded(typeof(AttachmentStore).Assembly, "Biplane.DataPlane.ControlPlaneProxy.Migrations."), Token);

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_uploaded_comes_back_through_an_object_that_refers_to_it()
    {
        var bytes = Some.Bytes(300_000);
        await LogAsync(People.Ada, _logs, "k");
        await UploadAsync(People.Ada, "k", bytes);

        Assert.Equal(bytes, await ReadAsync(People.Bob, "k"));
    }

    [Fact]
    public async Task Until_the_bytes_are_there_the_status_is_uploading_and_done_is_not_believed()
    {
        await LogAsync(People.Ada, _logs, "k");
        await RegisterAsync(People.Ada, "k");

        Assert.Equal("uploading", (await ViewAsync(People.Ada, "k")).Status.UploadStatus);
        await AssertRefusedAsync(400, () => _service.ReportAsync(People.Ada, new ReportUpload("k", null, new AttachmentStatus("done")), Token));
    }

    [Fact]
    public async Task A_client_that_gives_up_is_shown_with_its_reason()
    {
        await LogAsync(People.Ada, _logs, "k");
        await RegisterAsync(People.Ada, "k");
        await _service.ReportAsync(People.Ada, new ReportUpload("k", People.Acme, new AttachmentStatus("error", "no disk")), Token);

        Assert.Equal(new AttachmentStatus("error", "no disk"), (await ViewAsync(People.Ada, "k")).Status);
    }

    [Fact]
    public async Task Finished_bytes_never_change_but_may_be_sent_again()
    {
        await LogAsync(People.Ada, _logs, "k");
        await UploadAsync(People.Ada, "k", "first"u8.ToArray());

        await UploadAsync(People.Ada, "k", "first"u8.ToArray());
        await AssertRefusedAsync(409, () => UploadAsync(People.Ada, "k", "other"u8.ToArray()));
        await _service.ReportAsync(People.Ada, new ReportUpload("k", null, new AttachmentStatus("error", "late")), Token);

        Assert.Equal("first"u8.ToArray(), await ReadAsync(People.Ada, "k"));
    }

    [Fact]
    public async Task A_key_belongs_to_who_registered_it_first()
    {
        await RegisterAsync(People.Ada, "k");

        await AssertRefusedAsync(400, () => RegisterAsync(People.Bob, "k"));
    }

    [Fact]
    public async Task The_same_key_in_another_organization_is_another_attachment()
    {
        await LogAsync(People.Ada, _logs, "k");
        await UploadAsync(People.Ada, "k", "acme's"u8.ToArray());
        var theirs = _objects.Add(ObjectKind.ProjectLogs, People.Other);
        await LogAsync(People.Stranger, theirs, "k");

        await AssertRefusedAsync(400, () => ViewAsync(People.Stranger, "k"));
        await UploadAsync(People.Stranger, "k", "theirs"u8.ToArray());
        Assert.Equal("theirs"u8.ToArray(), await ReadAsync(People.Stranger, "k"));
        Assert.Equal("acme's"u8.ToArray(), await ReadAsync(People.Ada, "k"));
    }

    [Fact]
    public async Task Without_a_row_that_refers_to_it_nobody_reads_an_attachment()
    {
        await UploadAsync(People.Ada, "k", "x"u8.ToArray());

        await AssertRefusedAsync(400, () => ViewAsync(People.Ada, "k"));
    }

    [Fact]
    public async Task Who_cannot_read_the_object_cannot_read_its_attachment()
    {
        await LogAsync(People.Ada, _logs, "k");
        await UploadAsync(People.Ada, "k", "x"u8.ToArray());
        _objects.Hide(People.Bob, _logs);

        await AssertRefusedAsync(400, () => ViewAsync(People.Bob, "k"));
    }

    [Fact]
    public async Task A_key_that_leaked_opens_nothing_by_being_logged_elsewhere()
    {
        await LogAsync(People.Ada, _logs, "k");
        await UploadAsync(People.Ada, "k", "x"u8.ToArray());
        _objects.Hide(People.Bob, _logs);
        var own = _objects.Add(ObjectKind.ProjectLogs, People.Acme);

        await LogAsync(People.Bob, own, "k");

        await AssertRefusedAsync(400, () => ViewAsync(People.Bob, "k"));
    }

    [Fact]
    public async Task Who_can_read_an_attachment_can_copy_the_row_and_share_it_there()
    {
        await LogAsync(People.Ada, _logs, "k");
        await UploadAsync(People.Ada, "k", "x"u8.ToArray());
        var dataset = _objects.Add(ObjectKind.Dataset, People.Acme);
        _objects.Hide(People.Viewer, _logs);
        await AssertRefusedAsync(400, () => ViewAsync(People.Viewer, "k"));

        await LogAsync(People.Bob, dataset, "k");

        Assert.Equal("x"u8.ToArray(), await ReadAsync(People.Viewer, "k"));
    }

    [Fact]
    public async Task Signed_addresses_end()
    {
        await LogAsync(People.Ada, _logs, "k");
        var upload = await RegisterAsync(People.Ada, "k");
        await UploadAsync(People.Ada, "k", "x"u8.ToArray());
        var download = await ViewAsync(People.Ada, "k");

        _time.Advance(TimeSpan.FromDays(1));

        await AssertRefusedAsync(403, () => _service.UploadAsync(TicketOf(upload.SignedUrl), Request([]), Token));
        await AssertRefusedAsync(403, () => _service.OpenAsync(TicketOf(download.DownloadUrl), Token));
    }

    [Fact]
    public async Task An_address_for_reading_is_none_for_writing()
    {
        await LogAsync(People.Ada, _logs, "k");
        await UploadAsync(People.Ada, "k", "x"u8.ToArray());
        var download = await ViewAsync(People.Viewer, "k");

        await AssertRefusedAsync(403, () => _service.UploadAsync(TicketOf(download.DownloadUrl), Request([]), Token));
    }

    [Fact]
    public async Task Who_only_reads_does_not_upload() => await AssertRefusedAsync(403, () => RegisterAsync(People.Viewer, "k"));

    [Fact]
    public async Task Another_organizations_id_is_not_accepted() =>
        await AssertRefusedAsync(400, () => _service.RegisterAsync(People.Ada, new RegisterAttachment("k", "f", "text/plain", People.Other), Token));

    [Fact]
    public async Task An_address_holds_no_name_of_the_file()
    {
        var upload = await _service.RegisterAsync(People.Ada, new RegisterAttachment("secret-key", "secret-name.txt", "text/plain", null), Token);

        Assert.DoesNotContain("secret", upload.SignedUrl, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(int status, Func<Task> work) => Assert.Equal(status, (await Assert.ThrowsAsync<ApiException>(work)).Status);

    private static string TicketOf(string url) => url[(url.IndexOf("ticket=", StringComparison.Ordinal) + 7)..];

    private static HttpRequest Request(byte[] bytes)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(bytes);
        return request;
    }

    private async Task LogAsync(Caller caller, ObjectRef target, string key)
    {
        var json = $$"""{"type":"braintrust_attachment","key":"{{key}}","filename":"f","content_type":"text/plain"}""";
        var row = new EventRow { Object = target, Id = "r", OrganizationId = (await _objects.FindAsync(caller, target, Permission.Update, Token))!.OrganizationId };
        row[EventField.Input] = Encoding.UTF8.GetBytes(json);
        await _references.RecordAsync(caller, [row], Token);
    }

    private Task<RegisteredAttachment> RegisterAsync(Caller caller, string key) =>
        _service.RegisterAsync(caller, new RegisterAttachment(key, "f.txt", "text/plain", null), Token);

    private async Task UploadAsync(Caller caller, string key, byte[] bytes)
    {
        var upload = await RegisterAsync(caller, key);
        await _service.UploadAsync(TicketOf(upload.SignedUrl), Request(bytes), Token);
    }

    private Task<AttachmentView> ViewAsync(Caller caller, string key) => _service.ViewAsync(caller, key, orgId: null, Token);

    private async Task<byte[]> ReadAsync(Caller caller, string key)
    {
        var view = await ViewAsync(caller, key);
        Assert.Equal("done", view.Status.UploadStatus);
        var (_, content) = await _service.OpenAsync(TicketOf(view.DownloadUrl), Token);
        await using (content)
        {
            var copy = new MemoryStream();
            await content.CopyToAsync(copy, Token);
            return copy.ToArray();
        }
    }
}
