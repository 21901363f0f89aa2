namespace Biplane.Hosting.Configuration;

/// <summary>Which planes a process runs.</summary>
public enum PlaneRole
{
    All,
    Data,
    Control,
}
