namespace Biplane.ControlPlane.Ui;

/// <summary>The token of a log-in link.</summary>
/// <param name="Token">The token, from the link's fragment.</param>
internal sealed record UiLogin(string? Token)
{
    public override string ToString() => "***";
}
