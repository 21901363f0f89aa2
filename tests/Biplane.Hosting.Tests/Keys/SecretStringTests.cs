using System.Text.Json;
using Biplane.Contracts.Identity;
using Biplane.Hosting.Keys;
using Xunit;

namespace Biplane.Hosting.Tests.Keys;

public sealed class SecretStringTests
{
    [Fact]
    public void A_secret_does_not_show_itself()
    {
        var secret = new SecretString("hush");

        Assert.Equal("***", secret.ToString());
        Assert.Equal("***", $"{secret}");
        Assert.Equal("\"***\"", JsonSerializer.Serialize(secret));
        Assert.Equal("hush", secret.Reveal());
    }

    [Fact]
    public void A_digest_does_not_show_itself_in_text() => Assert.Equal("***", KeyDigest.Of("key").ToString());

    [Fact]
    public void A_secret_file_is_for_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("no Unix modes");
            return;
        }

        using var folder = new Biplane.Testing.TemporaryFolder();
        var path = Path.Combine(folder.Path, "inner", "secret");

        Assert.Equal("one", PrivateFile.ReadOrCreate(path, () => "one"));
        Assert.Equal("one", PrivateFile.ReadOrCreate(path, () => "two"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
    }
}
