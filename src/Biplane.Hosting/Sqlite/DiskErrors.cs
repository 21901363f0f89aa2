using Biplane.Hosting.Errors;
using Microsoft.Data.Sqlite;

namespace Biplane.Hosting.Sqlite;

/// <summary>The answer where the disk below a database is full or broken: the request was fine, and goes through when the disk is well again.</summary>
internal sealed class DiskErrors : IErrorMapping
{
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    public static bool IsDiskFault(SqliteException error) => error.SqliteErrorCode is ReadOnly or InputOutput or Full or CannotOpen;

    public ErrorAnswer? Map(Exception exception) => exception is SqliteException error && IsDiskFault(error)
        ? new ErrorAnswer(503, ErrorCodes.StorageUnavailable, "The server cannot write to its disk now. Reads work; try writing again later.", Later)
        : null;
}
