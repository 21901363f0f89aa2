namespace Biplane.Storage;

/// <summary>A query needs more memory than queries may use, or held what a write needed. The same query fails again; a narrower one need not.</summary>
public sealed class QueryTooLargeException : Exception
{
    private const string Text = "The query needs more memory than this server gives to queries.";

    public QueryTooLargeException()
        : base(Text)
    {
    }

    public QueryTooLargeException(Exception inner)
        : base(Text, inner)
    {
    }

    public QueryTooLargeException(string message)
        : base(message)
    {
    }

    public QueryTooLargeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
