using System.Text.Json.Serialization;
using Biplane.DataPlane.Rows;

namespace Biplane.DataPlane.Datasets;

/// <summary>Names the version to go back to.</summary>
internal sealed record RestoreRequest
{
    /// <summary>A transaction id.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Version { get; init; }
}
