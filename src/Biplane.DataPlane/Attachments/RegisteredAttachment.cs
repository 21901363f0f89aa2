using System.Text.Json.Serialization;

namespace Biplane.DataPlane.Attachments;

/// <summary>Where to put the bytes.</summary>
/// <param name="SignedUrl">The address for a PUT without further credentials.</param>
/// <param name="Headers">Headers to send along.</param>
internal sealed record RegisteredAttachment(
    [property: JsonPropertyName("signedUrl")] string SignedUrl, IReadOnlyDictionary<string, string> Headers);
