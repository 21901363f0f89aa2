using Biplane.Storage.Blobs;
using Biplane.Testing;
using Xunit;

namespace Biplane.Storage.Tests.Blobs;

public sealed class FileBlobStoreTests : IDisposable
{
    private static readonly BlobScope Scope = new(Guid.Parse("11111111-1111-4111-8111-111111111111"), BlobArea.Attachments);

    private readonly TemporaryFolder _folder = new();
    private readonly FileBlobStore _store;

    public FileBlobStoreTests() => _store = new FileBlobStore(_folder.Path, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_value_comes_back_whole()
    {
        var content = Some.Bytes(300_000);

        var id = await _store.PutAsync(Scope, content, Token);

        Assert.Equal(content, _store.Get(Scope, id));
        Assert.Equal(content, await _store.GetAsync(Scope, id, Token));
    }

    [Fact]
    public async Task A_value_is_there_after_the_store_is_opened_again()
    {
        var id = await _store.PutAsync(Scope, "kept"u8.ToArray(), Token);

        var again = new FileBlobStore(_folder.Path, TimeProvider.System);

        Assert.Equal("kept"u8.ToArray(), again.Get(Scope, id));
    }

    [Fact]
    public async Task A_part_of_a_value_is_read_by_seeking()
    {
        var id = await _store.PutAsync(Scope, "0123456789"u8.ToArray(), Token);

        await using var stream = _store.OpenRead(Scope, id);
        Assert.NotNull(stream);
        stream.Position = 4;
        var part = new byte[3];
        await stream.ReadExactlyAsync(part, Token);

        Assert.Equal("456"u8.ToArray(), part);
        Assert.Equal(10, stream.Length);
    }

    [Fact]
    public async Task Another_organization_does_not_find_the_value()
    {
        var id = await _store.PutAsync(Scope, "mine"u8.ToArray(), Token);

        Assert.Null(_store.Get(Scope with { OrganizationId = Guid.NewGuid() }, id));
        Assert.Null(_store.OpenRead(Scope with { Area = BlobArea.Rows }, id));
    }

    [Fact]
    public async Task A_finished_blob_is_never_overwritten()
    {
        var id = await _store.PutAsync(Scope, "first"u8.ToArray(), Token);

        await using var writer = await _store.CreateAsync(Scope, id, Token);
        await writer.WriteAsync("other"u8.ToArray(), Token);

        await Assert.ThrowsAsync<BlobExistsException>(async () => await writer.CompleteAsync(Token));
        Assert.Equal("first"u8.ToArray(), _store.Get(Scope, id));
    }

    [Fact]
    public async Task The_same_upload_may_be_repeated()
    {
        var id = await _store.PutAsync(Scope, "first"u8.ToArray(), Token);

        await using var writer = await _store.CreateAsync(Scope, id, Token);
        await writer.WriteAsync("fir"u8.ToArray(), Token);
        await writer.WriteAsync("st"u8.ToArray(), Token);
        await writer.CompleteAsync(Token);

        Assert.Equal(5, writer.Length);
        Assert.Equal("first"u8.ToArray(), _store.Get(Scope, id));
    }

    [Fact]
    public async Task An_upload_that_is_given_up_leaves_nothing()
    {
        var id = BlobId.New(TimeProvider.System);
        await using (var writer = await _store.CreateAsync(Scope, id, Token))
        {
            await writer.WriteAsync(Some.Bytes(1000), Token);
        }

        Assert.Null(_store.Get(Scope, id));
        Assert.Empty(Files());
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_removed_at_the_next_start()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "tmp", "left"), "half");

        _ = new FileBlobStore(_folder.Path, TimeProvider.System);

        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_from_the_disk()
    {
        var id = await _store.PutAsync(Scope, "secret"u8.ToArray(), Token);

        Assert.True(await _store.DeleteAsync(Scope, id, Token));
        Assert.False(await _store.DeleteAsync(Scope, id, Token));
        Assert.Null(_store.Get(Scope, id));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task An_area_lists_its_own_blobs_only()
    {
        var id = await _store.PutAsync(Scope, "12345"u8.ToArray(), Token);
        await _store.PutAsync(Scope with { Area = BlobArea.Rows }, "x"u8.ToArray(), Token);

        var listed = new List<BlobEntry>();
        await foreach (var entry in _store.ListAsync(BlobArea.Attachments, Token))
        {
            listed.Add(entry);
        }

        Assert.Equal([new BlobEntry(Scope, id, 5)], listed);
    }

    [Fact]
    public async Task A_refused_write_says_so_and_leaves_nothing()
    {
        // A file where a folder must be made: what the disk refuses is an IOException, as with a full disk.
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, Scope.OrganizationId.ToString("N")), "in the way", Token);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _store.PutAsync(Scope, "x"u8.ToArray(), Token));

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "tmp")));
    }

    [Fact]
    public void An_id_knows_when_it_was_made_and_reads_its_own_text()
    {
        var before = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var id = BlobId.New(TimeProvider.System);

        Assert.InRange(id.Created, before, TimeProvider.System.GetUtcNow());
        Assert.True(BlobId.TryParse(System.Text.Encoding.ASCII.GetBytes(id.ToString()), out var read));
        Assert.Equal(id, read);
        Assert.False(BlobId.TryParse("../../etc/passwd", out _));
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories);
}
