using Biplane.Hosting.Configuration;
using Biplane.Server.Running;
using Xunit;

namespace Biplane.EndToEnd.Tests.Connections;

public sealed class ConnectionSharesTests
{
    [Theory]
    [InlineData(1_000_000, 20_000, 20_000)]
    [InlineData(20_000, 4_744, 14_232)]
    [InlineData(4_096, 768, 2_304)]
    [InlineData(1_024, 128, 384)]
    [InlineData(null, 20_000, 20_000)]
    public void Both_planes_together_leave_descriptors_for_files(int? openFiles, int control, int data) =>
        Assert.Equal(new ConnectionShares(control, data), ConnectionShares.Of(PlaneRole.All, 20_000, openFiles));

    [Fact]
    public void A_plane_alone_takes_what_files_leave() =>
        Assert.Equal(18_976, ConnectionShares.Of(PlaneRole.Data, 20_000, 20_000).DataPlane);

    [Fact]
    public void The_operator_may_ask_for_less() =>
        Assert.Equal(new ConnectionShares(500, 500), ConnectionShares.Of(PlaneRole.All, 500, 20_000));
}
