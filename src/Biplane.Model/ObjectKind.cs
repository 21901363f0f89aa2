namespace Biplane.Model;

/// <summary>
/// The kinds of object that hold rows. The numbers are written to disk: never reuse or change one.
/// </summary>
public enum ObjectKind : byte
{
    /// <summary>Spans logged to a project; the object id is the project's id (<c>log_id: "g"</c>).</summary>
    ProjectLogs = 1,

    /// <summary>Spans of one experiment.</summary>
    Experiment = 2,

    /// <summary>Rows of one dataset. Every version is kept.</summary>
    Dataset = 3,

    /// <summary>Spans of a playground session (<c>prompt_session_id</c> with <c>log_id: "x"</c>).</summary>
    PlaygroundLogs = 4,

    /// <summary>Prompts and functions of a project; the object id is the project's id (<c>log_id: "p"</c>). Every version is kept.</summary>
    ProjectFunctions = 5,
}
