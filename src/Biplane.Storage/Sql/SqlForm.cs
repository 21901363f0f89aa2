namespace Biplane.Storage.Sql;

/// <summary>What stands around an operand that is written once.</summary>
internal readonly record struct SqlForm(string Before, string After);
