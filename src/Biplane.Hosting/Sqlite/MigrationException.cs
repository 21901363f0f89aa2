namespace Biplane.Hosting.Sqlite;

/// <summary>The schema cannot be brought up to date: the process must not go on.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException()
        : this("A migration failed.")
    {
    }

    public MigrationException(string message)
        : base(message)
    {
    }

    public MigrationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
