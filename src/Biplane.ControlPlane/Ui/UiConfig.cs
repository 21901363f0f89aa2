namespace Biplane.ControlPlane.Ui;

/// <summary>What the user interface needs to know before anybody is logged in.</summary>
/// <param name="Product">The product's name.</param>
/// <param name="Version">The version of this server.</param>
/// <param name="AppUrl">This server's public address.</param>
/// <param name="LoginLinks">Whether log-in links are accepted here.</param>
internal sealed record UiConfig(string Product, string Version, string AppUrl, bool LoginLinks);
