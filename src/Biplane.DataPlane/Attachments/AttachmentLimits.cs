namespace Biplane.DataPlane.Attachments;

/// <summary>Sizes and times of attachments; documented in <c>docs/reference/ingest.md</c>.</summary>
internal static class AttachmentLimits
{
    public const long MaxBytes = 5L * 1024 * 1024 * 1024;
    public const int MaxKeyLength = 512;
    public const int MaxFilenameLength = 1024;
    public const int MaxContentTypeLength = 256;
    public const int MaxErrorLength = 4096;

    public static readonly TimeSpan UploadUrlLifetime = TimeSpan.FromHours(1);
    public static readonly TimeSpan DownloadUrlLifetime = TimeSpan.FromDays(1);
}
