namespace FusionPortal.Conventions;

/// <summary>How much a violation matters, from the convention book.</summary>
public enum Severity { Info, Low, Medium, High, Critical }

/// <summary>The outcome of one convention for one resource. <see cref="NotEvaluated"/> never counts as a pass.</summary>
public enum Verdict { Pass, Violation, NotEvaluated }

/// <summary>What an organization's installation is for.</summary>
public enum EnvironmentKind { Production, Staging, QA, Development, Demonstration, Other }

/// <summary>
/// The declared role of an AWS account. Production hosts production and staging, NonProduction everything else.
/// An account nobody has declared is <see cref="Undeclared"/>: environment conventions are then not evaluated for it.
/// </summary>
public enum AccountRole { Undeclared, Production, NonProduction }

/// <summary>Where a rule comes from: stated by the company's guide [D], or the portal's editable default [I].</summary>
public enum RuleSource { CompanyGuide, PortalDefault }
