namespace Biplane.DataPlane.AsyncQueries;

/// <summary>How far a background query has come. The numbers are on disk: never change one.</summary>
internal enum AsyncQueryStatus
{
    Queued = 0,
    Running = 1,
    Succeeded = 2,
    Failed = 3,
    Canceled = 4,
}
