using Biplane.DataPlane.Access;
using Biplane.Model;

namespace Biplane.DataPlane.Summaries;

/// <summary>Builds the addresses of pages as published clients build them.</summary>
internal sealed class PageLinks(Uri appUrl)
{
    public string Project(ObjectInfo info) => $"{appUrl.AbsoluteUri.TrimEnd('/')}/app/{Escape(info.OrganizationName)}/p/{Escape(info.ProjectName)}";

    public string Page(ObjectInfo info) => info.Object.Kind switch
    {
        ObjectKind.Experiment => $"{Project(info)}/experiments/{Escape(info.Name)}",
        ObjectKind.Dataset => $"{Project(info)}/datasets/{Escape(info.Name)}",
        _ => $"{Project(info)}/logs",
    };

    private static string Escape(string name) => Uri.EscapeDataString(name);
}
