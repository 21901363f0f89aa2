using Biplane.Hosting.Errors;
using Biplane.Model;
using Biplane.Model.Transactions;
using Biplane.Storage;

namespace Biplane.DataPlane.Rows;

/// <summary>
/// Which versions can be read. Datasets and functions keep all; other objects have their current state only, and saying so is better than
/// answering something else.
/// </summary>
internal sealed class VersionRule(IRowStore store)
{
    /// <summary>Reads a version as sent; null means the current state.</summary>
    public TransactionId? Resolve(ObjectKind kind, string? version)
    {
        if (string.IsNullOrEmpty(version))
        {
            return null;
        }

        return TransactionId.TryParse(version, out var id)
            ? Resolve(kind, id)
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, "version must be a transaction id: a decimal number or 16 hexadecimal digits.");
    }

    /// <summary>The version to read; null means the current state.</summary>
    public TransactionId? Resolve(ObjectKind kind, TransactionId? version)
    {
        if (version is not { } id || kind.KeepsVersions())
        {
            return version;
        }

        return id >= store.LastTransaction
            ? null
            : throw ApiException.BadRequest(
                ErrorCodes.BadRequest,
                $"Rows of {kind.WireName()} have no older versions; only datasets, prompts and functions do. Leave version out and read audit_data for the history of a row.");
    }
}
