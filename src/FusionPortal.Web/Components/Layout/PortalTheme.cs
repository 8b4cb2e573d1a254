using MudBlazor;

namespace FusionPortal.Web.Components.Layout;

/// <summary>
/// MudBlazor's theme, fed with the values of <c>wwwroot/css/tokens.css</c>. MudBlazor computes shades from colours and cannot read CSS
/// variables, so the values are written twice; a test compares them.
/// </summary>
public static class PortalTheme
{
    // First: the theme below reads it.
    private static readonly string[] Fonts =
        ["Inter", "Segoe UI Variable Text", "Segoe UI", "-apple-system", "BlinkMacSystemFont", "Roboto", "Helvetica Neue",
            "Liberation Sans", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1D55C9",
            PrimaryDarken = "#17469F",
            PrimaryContrastText = "#FFFFFF",
            Success = "#17703D",
            Error = "#B42318",
            Warning = "#8A5200",
            Tertiary = "#6A3DA6",
            Info = "#1D55C9",
            Secondary = "#464E5C",
            Dark = "#161A22",
            TextPrimary = "#161A22",
            TextSecondary = "#464E5C",
            TextDisabled = "#626B7A",
            ActionDefault = "#464E5C",
            ActionDisabled = "#626B7A",
            Background = "#FFFFFF",
            BackgroundGray = "#F9FAFB",
            Surface = "#FFFFFF",
            DrawerBackground = "#F6F7F9",
            DrawerText = "#464E5C",
            DrawerIcon = "#464E5C",
            AppbarBackground = "#FFFFFF",
            AppbarText = "#161A22",
            LinesDefault = "#E4E7EC",
            TableLines = "#E4E7EC",
            Divider = "#E4E7EC",
            DividerLight = "#E4E7EC",
            LinesInputs = "#858F9E",
            TableHover = "#F1F3F6",
            TableStriped = "#FFFFFF",
            Skeleton = "#E8EBF0",
            OverlayDark = "rgba(16,20,28,.38)",
            HoverOpacity = .04,
            RippleOpacity = 0,
            RippleOpacitySecondary = 0,
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#80ABFF",
            PrimaryDarken = "#17469F",
            PrimaryContrastText = "#FFFFFF",
            Success = "#63CC90",
            Error = "#FF8E82",
            Warning = "#E9B455",
            Tertiary = "#C5A5F6",
            Info = "#80ABFF",
            Secondary = "#B2BAC6",
            Dark = "#E7EAEF",
            TextPrimary = "#E7EAEF",
            TextSecondary = "#B2BAC6",
            TextDisabled = "#8F99A8",
            ActionDefault = "#B2BAC6",
            ActionDisabled = "#8F99A8",
            Background = "#13171E",
            BackgroundGray = "#171C24",
            Surface = "#13171E",
            DrawerBackground = "#0D1015",
            DrawerText = "#B2BAC6",
            DrawerIcon = "#B2BAC6",
            AppbarBackground = "#13171E",
            AppbarText = "#E7EAEF",
            LinesDefault = "#262D38",
            TableLines = "#262D38",
            Divider = "#262D38",
            DividerLight = "#262D38",
            LinesInputs = "#6C7788",
            TableHover = "#1C222B",
            TableStriped = "#13171E",
            Skeleton = "#252C37",
            OverlayDark = "rgba(4,6,10,.62)",
            HoverOpacity = .04,
            RippleOpacity = 0,
            RippleOpacitySecondary = 0,
        },
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px",
            AppbarHeight = "48px",
            DrawerWidthLeft = "212px",
            DrawerMiniWidthLeft = "56px",
            DrawerWidthRight = "316px",
        },
        Shadows = new Shadow { Elevation = [.. Enumerable.Repeat("none", 26)] },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            H1 = new H1Typography { FontSize = "1.625rem", FontWeight = "600", LineHeight = "1.2", LetterSpacing = "-.015em" },
            H2 = new H2Typography { FontSize = "1.25rem", FontWeight = "600", LineHeight = "1.25", LetterSpacing = "normal" },
            H3 = new H3Typography { FontSize = "1rem", FontWeight = "600", LineHeight = "1.25", LetterSpacing = "normal" },
            H4 = new H4Typography { FontSize = ".875rem", FontWeight = "600", LineHeight = "1.25", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = ".8125rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontSize = ".75rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography
            {
                FontSize = ".8125rem",
                FontWeight = "600",
                LineHeight = "1.45",
                LetterSpacing = "normal",
                TextTransform = "none"
            },
        },
    };
}
