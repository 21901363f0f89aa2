using System.Text.Json;
using Biplane.Hosting.Health;
using Biplane.Storage;

namespace Biplane.DataPlane.Admin;

/// <summary>The row store's figures for <c>/status</c>; a store that cannot write makes the plane not ready.</summary>
internal sealed class RowStoreHealth(IRowStore store) : IStatusSection, IReadinessCheck
{
    public string Name => "row_store";

    public string? Problem => store.GetStatus().IsReadOnly ? "read-only: the disk refuses writes" : null;

    public void Write(Utf8JsonWriter json)
    {
        var status = store.GetStatus();
        json.WriteStartObject();
        json.WriteBoolean("read_only", status.IsReadOnly);
        json.WriteNumber("hot_rows", status.HotRows);
        json.WriteNumber("settled_rows", status.SettledRows);
        json.WriteNumber("segments", status.Segments);
        json.WriteNumber("queued_requests", status.QueuedRequests);
        json.WriteNumber("commits", status.Commits);
        json.WriteNumber("committed_rows", status.CommittedRows);
        json.WriteNumber("rows_without_word_filter", status.RowsWithoutWordFilter);
        json.WriteNumber("rows_without_copies", status.RowsWithoutCopies);
        json.WriteNumber("running_queries", status.RunningQueries);
        json.WriteNumber("waiting_queries", status.WaitingQueries);
        json.WriteString("settling_fault", status.SettlingFault);
        json.WriteEndObject();
    }
}
