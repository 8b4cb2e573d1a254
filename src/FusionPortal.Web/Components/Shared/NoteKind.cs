namespace FusionPortal.Web.Components.Shared;

/// <summary>What a <see cref="Note"/> is about.</summary>
public enum NoteKind { Info, Go, Warn, Fail, Hold }
