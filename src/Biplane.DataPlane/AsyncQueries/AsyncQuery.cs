using Biplane.Storage.Blobs;

namespace Biplane.DataPlane.AsyncQueries;

/// <summary>A query that runs in the background.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrganizationId">The organization of all its objects.</param>
/// <param name="UserId">Who asked.</param>
/// <param name="Scope">What it may read.</param>
/// <param name="Request">The body of the request, JSON.</param>
/// <param name="BatchSize">Rows of a page of its result, where the reader does not say.</param>
/// <param name="Created">When it was asked, to the millisecond; also what <c>now()</c> means in it.</param>
internal sealed record AsyncQuery(
    Guid Id, Guid OrganizationId, Guid UserId, AsyncQueryScope Scope, byte[] Request, int BatchSize, DateTimeOffset Created)
{
    public AsyncQueryStatus Status { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; init; }

    /// <summary>How often it was begun: more than once where the process ended while it ran.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Finished { get; init; }

    /// <summary>The rows, of a query that succeeded.</summary>
    public AsyncQueryResult? Result { get; init; }

    public BlobScope BlobScope => new(OrganizationId, BlobArea.Results);
}
