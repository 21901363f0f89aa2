namespace Biplane.DataPlane.Uploads;

/// <summary>Builds addresses of the data plane that clients can reach.</summary>
internal sealed class PublicAddress(Uri baseUrl)
{
    /// <summary>The absolute address of a path that begins with a slash.</summary>
    public string Of(string pathAndQuery) => baseUrl.AbsoluteUri.TrimEnd('/') + pathAndQuery;
}
