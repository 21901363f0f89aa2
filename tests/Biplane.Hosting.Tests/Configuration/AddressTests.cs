using Biplane.Contracts.Planes;
using Biplane.Hosting.Configuration;
using Biplane.Hosting.Requests;
using Xunit;

namespace Biplane.Hosting.Tests.Configuration;

public sealed class AddressTests
{
    [Theory]
    [InlineData("127.0.0.1:5180", true)]
    [InlineData("localhost:0", true)]
    [InlineData("[::1]:80", true)]
    [InlineData("0.0.0.0:80", false)]
    [InlineData("*:80", false)]
    public void Listen_addresses_know_whether_they_are_this_machine(string text, bool isLoopback)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal(isLoopback, address!.IsLoopback);
    }

    [Theory]
    [InlineData("5180")]
    [InlineData(":5180")]
    [InlineData("host.example.test:80")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:")]
    public void Other_texts_are_none(string text) => Assert.False(ListenAddress.TryParse(text, out _));

    [Fact]
    public void A_chosen_port_is_known_before_anything_listens()
    {
        using var listener = new BoundListener(new ListenAddress("127.0.0.1", 0));

        Assert.Matches("^http://127\\.0\\.0\\.1:[1-9][0-9]+$", listener.LocalUrl.Value);
    }

    [Theory]
    [InlineData("https://app.example.test/", "https://app.example.test", "https://app.example.test")]
    [InlineData("http://h:8080/base/path/", "http://h:8080/base/path", "http://h:8080")]
    public void An_address_of_a_plane_has_an_origin(string text, string value, string origin)
    {
        Assert.True(PlaneUrl.TryCreate(text, out var url));
        Assert.Equal(value, url.Value);
        Assert.Equal(origin, url.Origin);
    }

    [Theory]
    [InlineData("ftp://h")]
    [InlineData("http://user:secret@h")]
    [InlineData("http://h/?q=1")]
    [InlineData("http://h/#f")]
    [InlineData("/path")]
    public void An_address_with_more_in_it_is_none(string text) => Assert.False(PlaneUrl.TryCreate(text, out _));

    [Fact]
    public void Both_spellings_of_this_machine_are_one_origin()
    {
        var origins = new AllowedOrigins(["http://127.0.0.1:5180"]);

        Assert.True(origins.Contains("http://localhost:5180"));
        Assert.False(origins.Contains("http://localhost:5181"));
        Assert.False(origins.Contains("https://localhost:5180"));
    }
}
