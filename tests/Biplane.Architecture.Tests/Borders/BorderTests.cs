using Xunit;

namespace Biplane.Architecture.Tests.Borders;

/// <summary>
/// What folders may use. Each rule has a control: the same question where the answer must be "yes", so that a rule that sees nothing is noticed.
/// </summary>
public sealed class BorderTests
{
    // Each is the one place of its slice that reads or writes requests for several endpoints.
    private static readonly string[] HttpContextExceptions =
    [
        "Biplane.ControlPlane.DataPlanes.PlaneBody", "Biplane.ControlPlane.DataPlanes.PlaneCaller", "Biplane.ControlPlane.DataPlanes.PlaneHandler",
        "Biplane.ControlPlane.Ui.SameOriginFilter", "Biplane.ControlPlane.Ui.SessionFeature", "Biplane.DataPlane.Answers.AnswerBody",
    ];

    // Keys and the built user interface are files too, but hold no rows.
    private static readonly string[] FileExceptions =
    [
        "Biplane.Hosting.Keys.PrivateFile", "Biplane.ControlPlane.Metadata.KeyPepper", "Biplane.ControlPlane.Sessions.SigningKeyStore", "Biplane.ControlPlane.Ui.UiFiles",
        "Biplane.DataPlane.Uplink.PlaneIdentity", "Biplane.DataPlane.Answers.AnswerSpool",
    ];

    [Theory]
    [InlineData("Biplane.Query.Syntax")]
    [InlineData("Biplane.Query.Binding")]
    [InlineData("Biplane.Query.Planning")]
    public void The_language_knows_no_engine(string folder)
    {
        Assert.Empty(Dependencies.Where(In(folder), In("Biplane.Storage")));
        Assert.NotEmpty(Dependencies.Where(In("Biplane.Storage"), In(folder.Replace("Binding", "Syntax", StringComparison.Ordinal))));
    }

    [Fact]
    public void Plans_know_nothing_of_binding()
    {
        Assert.Empty(Dependencies.Where(In("Biplane.Query.Planning"), In("Biplane.Query.Binding")));
        Assert.Empty(Dependencies.Where(In("Biplane.Query.Syntax"), In("Biplane.Query.Planning")));
        Assert.NotEmpty(Dependencies.Where(In("Biplane.Query.Binding"), In("Biplane.Query.Planning")));
    }

    [Fact]
    public void The_planes_speak_only_http_with_each_other()
    {
        Assert.Empty(Dependencies.Where(In("Biplane.DataPlane"), In("Biplane.ControlPlane")));
        Assert.Empty(Dependencies.Where(In("Biplane.ControlPlane"), In("Biplane.DataPlane")));
        Assert.NotEmpty(Dependencies.Where(In("Biplane.DataPlane"), In("Biplane.Contracts")));
        Assert.NotEmpty(Dependencies.Where(In("Biplane.ControlPlane"), In("Biplane.Contracts")));
    }

    [Theory]
    [InlineData("Biplane.DataPlane")]
    [InlineData("Biplane.ControlPlane")]
    public void Slices_do_not_go_in_circles(string plane) => Assert.Null(Dependencies.Cycle(Dependencies.All, plane));

    [Fact]
    public void A_circle_of_slices_would_be_seen() =>
        Assert.Equal(
            "A -> B -> A",
            Dependencies.Cycle([("Biplane.X.A.One", "Biplane.X.B.Two"), ("Biplane.X.B.Three", "Biplane.X.A.One"), ("Biplane.X.Root", "Biplane.X.A.One")], "Biplane.X"));

    [Fact]
    public void Only_endpoints_and_hosting_touch_the_http_context()
    {
        static bool IsHttpContext(string type) => type == "Microsoft.AspNetCore.Http.HttpContext";

        // Authentication handlers are given the context by their base class.
        Assert.Empty(Dependencies.Where(
            source => (In("Biplane.DataPlane")(source) || In("Biplane.ControlPlane")(source))
                && !source.EndsWith("Endpoints", StringComparison.Ordinal) && !source.EndsWith("AuthenticationHandler", StringComparison.Ordinal)
                && !HttpContextExceptions.Contains(source, StringComparer.Ordinal),
            IsHttpContext));
        Assert.NotEmpty(Dependencies.Where(source => source.EndsWith("Endpoints", StringComparison.Ordinal), IsHttpContext));
    }

    [Fact]
    public void Only_storage_touches_files()
    {
        static bool IsFile(string type) => type is "System.IO.File" or "System.IO.FileStream" or "System.IO.RandomAccess";

        Assert.Empty(Dependencies.Where(
            source => source.StartsWith("Biplane.", StringComparison.Ordinal) && !In("Biplane.Storage")(source) && !In("Biplane.Architecture")(source)
                && !FileExceptions.Contains(source, StringComparer.Ordinal),
            IsFile));
        Assert.NotEmpty(Dependencies.Where(In("Biplane.Storage"), IsFile));
        Assert.NotEmpty(Dependencies.Where(In("Biplane.Architecture.Tests"), IsFile));
    }

    [Fact]
    public void Rows_are_read_by_plans_only()
    {
        // The engine's own types are behind the row store's interface.
        Assert.All(["Biplane.Storage.Sql", "Biplane.Storage.DuckDb.Sql"], sql =>
        {
            Assert.Empty(Dependencies.Where(In("Biplane.DataPlane"), In(sql)));
            Assert.NotEmpty(Dependencies.Where(In("Biplane.Storage"), In(sql)));
        });
    }

    private static Func<string, bool> In(string root) => type => type.StartsWith(root + ".", StringComparison.Ordinal);
}
