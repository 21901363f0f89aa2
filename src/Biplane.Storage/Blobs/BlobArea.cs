namespace Biplane.Storage.Blobs;

/// <summary>What a blob is for; each area is a folder of its own, so that it can be listed and swept alone.</summary>
public enum BlobArea : byte
{
    /// <summary>Field values too large for the row files.</summary>
    Rows = 1,

    /// <summary>Files that clients attach to rows.</summary>
    Attachments = 2,

    /// <summary>Request bodies on their way in; short-lived.</summary>
    Overflow = 3,

    /// <summary>What background queries found; kept for some days.</summary>
    Results = 4,
}
