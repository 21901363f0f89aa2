namespace Biplane.Server.Settings;

/// <summary>One option: environment variable <c>BIPLANE_NAME</c>, flag <c>--name</c>, configuration key <c>name</c>.</summary>
/// <param name="Name">In capitals with underscores, without the prefix.</param>
/// <param name="Default">What applies when it is absent, for people.</param>
/// <param name="Meaning">What it does, in one line.</param>
internal sealed record Setting(string Name, string Default, string Meaning)
{
    public string Variable => "BIPLANE_" + Name;

    public string Flag => "--" + Name.ToLowerInvariant().Replace('_', '-');

    public string Key => Name.ToLowerInvariant();
}
