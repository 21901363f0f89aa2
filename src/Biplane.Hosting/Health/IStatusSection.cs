using System.Text.Json;

namespace Biplane.Hosting.Health;

/// <summary>Figures that a part of a plane adds to <c>/status</c>: numbers and constant words only, since the page is public.</summary>
public interface IStatusSection
{
    /// <summary>The member that holds the figures.</summary>
    string Name { get; }

    /// <summary>Writes the figures as one value.</summary>
    void Write(Utf8JsonWriter json);
}
