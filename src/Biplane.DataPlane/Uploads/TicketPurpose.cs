namespace Biplane.DataPlane.Uploads;

/// <summary>What a ticket allows. The numbers are part of signed addresses: never reuse one.</summary>
internal enum TicketPurpose : byte
{
    /// <summary>Putting the bytes of an overflow body.</summary>
    OverflowUpload = 1,

    /// <summary>Having the rows of an uploaded overflow body stored.</summary>
    OverflowRows = 2,

    /// <summary>Putting the bytes of an attachment.</summary>
    AttachmentUpload = 3,

    /// <summary>Getting the bytes of an attachment.</summary>
    AttachmentDownload = 4,
}
