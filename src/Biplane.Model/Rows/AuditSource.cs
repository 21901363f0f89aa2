namespace Biplane.Model.Rows;

/// <summary>Who edited a row, as the client says (<c>_audit_source</c>).</summary>
public enum AuditSource : byte
{
    /// <summary>An API call; the default.</summary>
    Api,

    /// <summary>A person in the web UI.</summary>
    App,

    /// <summary>Somebody outside, for example an end user's feedback.</summary>
    External,
}
