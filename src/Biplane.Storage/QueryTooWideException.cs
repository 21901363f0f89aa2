namespace Biplane.Storage;

/// <summary>A query whose answer would have more columns than is sensible; only its rows tell. The message is for the caller.</summary>
public sealed class QueryTooWideException : Exception
{
    public QueryTooWideException()
        : this("The answer would have too many columns.")
    {
    }

    public QueryTooWideException(string message)
        : base(message)
    {
    }

    public QueryTooWideException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
