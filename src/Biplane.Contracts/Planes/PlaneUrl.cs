using System.Text.Json.Serialization;

namespace Biplane.Contracts.Planes;

/// <summary>The public address of a plane: scheme, host, port and perhaps a path; no user, query or fragment, no slash at the end.</summary>
[JsonConverter(typeof(PlaneUrlConverter))]
public readonly record struct PlaneUrl
{
    /// <summary>Longest address, in characters.</summary>
    public const int MaxLength = 512;

    private PlaneUrl(string value) => Value = value;

    public string Value { get; }

    /// <summary>Scheme, host and port as a browser writes them in <c>Origin</c>.</summary>
    public string Origin => new Uri(Value).GetLeftPart(UriPartial.Authority);

    public static bool TryCreate(string? text, out PlaneUrl url)
    {
        url = default;
        if (text is not { Length: > 0 and <= MaxLength } || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return false;
        }

        url = new PlaneUrl(uri.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        return true;
    }

    /// <exception cref="ArgumentException">The text is no address of a plane.</exception>
    public static PlaneUrl Create(string text) =>
        TryCreate(text, out var url) ? url : throw new ArgumentException("Not an http or https address.", nameof(text));

    public override string ToString() => Value;
}
