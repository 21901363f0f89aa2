namespace Biplane.ControlPlane.Ui;

/// <summary>The user's API keys.</summary>
/// <param name="Objects">The keys, newest first.</param>
internal sealed record UiKeyList(IReadOnlyList<UiKey> Objects);
