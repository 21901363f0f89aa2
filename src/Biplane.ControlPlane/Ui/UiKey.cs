namespace Biplane.ControlPlane.Ui;

/// <summary>An API key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="PreviewName">What may be seen of it.</param>
/// <param name="OrgId">The organization it reaches.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Key">The key itself, once, when it is made.</param>
internal sealed record UiKey(
    Guid Id,
    string Name,
    string PreviewName,
    Guid OrgId,
    DateTimeOffset Created,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? Key)
{
    public override string ToString() => Name;
}
