using Microsoft.Playwright;

namespace FusionPortal.Browser.Kit;

/// <summary>Choosing in a list of MudBlazor: a combobox that opens a list, where the browser's own takes an option at once.</summary>
internal static class Choosing
{
    /// <param name="label">Of the box.</param>
    /// <param name="option">As it stands in the list.</param>
    public static async Task ChooseAsync(this IPage page, string label, string option)
    {
        await page.GetByLabel(label).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
    }
}
