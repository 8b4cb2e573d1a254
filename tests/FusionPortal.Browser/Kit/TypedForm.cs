using Microsoft.Playwright;

namespace FusionPortal.Browser.Kit;

/// <summary>One form in which something is typed, and how a person fills it in without sending it.</summary>
/// <param name="Form">As the page's <c>Draft</c> names it.</param>
/// <param name="Path">Of its page.</param>
/// <param name="Fill">Opens it where it has to be opened, and types.</param>
/// <param name="Expect">What was typed stands there again.</param>
public sealed record TypedForm(string Form, string Path, Func<IPage, Task> Fill, Func<IPage, Task> Expect);
