namespace Biplane.Hosting.Sqlite;

/// <summary>One numbered step of a schema. Never changed once released: the checksum of an applied one must match.</summary>
/// <param name="Version">Its number, from 1 without gaps.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="Sql">Its statements.</param>
/// <param name="Checksum">The SHA-256 of its statements.</param>
public sealed record Migration(int Version, string Name, string Sql, string Checksum);
