using Microsoft.AspNetCore.Http;

namespace Biplane.DataPlane.Uploads;

/// <summary>The answer to a finished upload; clients look at the status only.</summary>
internal static class UploadAnswer
{
    public static IResult Ok { get; } = Results.Text("""{"ok":true}""", "application/json");
}
