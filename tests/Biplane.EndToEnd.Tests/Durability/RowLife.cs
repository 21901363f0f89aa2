namespace Biplane.EndToEnd.Tests.Durability;

/// <summary>A row's acknowledged step and the step that was sent last.</summary>
internal sealed record RowLife(int? Acknowledged, int Sent, bool IsDeleted, bool SentDelete)
{
    public bool Allows(int? found)
    {
        if (found is null)
        {
            return Acknowledged is null || IsDeleted || (SentDelete && Sent != Acknowledged);
        }

        return (!IsDeleted && found == Acknowledged) || (!SentDelete && found == Sent);
    }
}
