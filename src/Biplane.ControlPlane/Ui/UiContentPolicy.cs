namespace Biplane.ControlPlane.Ui;

/// <summary>The content security policy of the user interface.</summary>
internal static class UiContentPolicy
{
    // Inline styles are needed by the editor and the chart library; they can restyle the page, not run code. Images and media of traces
    // come from the data planes, as attachments do.
    public static string For(IReadOnlyList<string> dataOrigins)
    {
        var data = string.Concat(dataOrigins.Select(o => " " + o));
        return $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{data}; media-src blob:{data}; "
            + $"font-src 'self'; connect-src 'self'{data}; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";
    }
}
