namespace Biplane.Hosting.Keys;

/// <summary>A secret that does not show itself: printing, logging or serialising it gives <c>***</c>.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SecretStringConverter))]
public sealed class SecretString(string value)
{
    /// <summary>The secret itself: for the one place that must send or compare it.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";
}
