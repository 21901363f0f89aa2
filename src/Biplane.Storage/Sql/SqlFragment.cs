namespace Biplane.Storage.Sql;

/// <summary>A piece of SQL and the values of its parameters, in order. No text that a user wrote is ever in <paramref name="Text"/>.</summary>
/// <param name="Text">The SQL.</param>
/// <param name="Parameters">string, double, long, ulong, DateTime (UTC) or Guid.</param>
internal sealed record SqlFragment(string Text, IReadOnlyList<object> Parameters)
{
    /// <summary>A piece without values.</summary>
    public static SqlFragment Of(string text) => new(text, []);
}
