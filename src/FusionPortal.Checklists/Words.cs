namespace FusionPortal.Checklists;

/// <summary>What a run is about.</summary>
public enum RunKind { ClientInstall, SharedResource }

/// <summary>Where a step of a run stands. Blocked is not stored: it is computed on read.</summary>
public enum StepState { Open, Done, NotApplicable }
