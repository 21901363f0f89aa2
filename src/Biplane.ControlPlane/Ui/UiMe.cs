namespace Biplane.ControlPlane.Ui;

/// <summary>Who is logged in.</summary>
/// <param name="User">The user.</param>
/// <param name="Organizations">Where the user belongs.</param>
internal sealed record UiMe(UiUser User, IReadOnlyList<UiOrganization> Organizations);
