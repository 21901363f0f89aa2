namespace Biplane.DataPlane.Attachments;

/// <summary>How far an upload is. The numbers are written to disk: never reuse or change one.</summary>
internal enum AttachmentState
{
    /// <summary>Registered; the bytes are not there yet.</summary>
    Uploading = 0,

    /// <summary>The bytes are there and never change again.</summary>
    Done = 1,

    /// <summary>The client gave up.</summary>
    Failed = 2,
}
