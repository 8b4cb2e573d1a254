namespace FusionPortal.Browser.Kit;

/// <summary>
/// What a browser's translator does: every text, also one that comes later, moves into an element of the translator's own, unless
/// something above it says no. <c>window.translated</c> counts them.
/// </summary>
internal static class Translator
{
    public const string Script = """
        () => {
          const mayTranslate = node => {
            const said = node.parentElement?.closest("[translate],.notranslate");
            return !(said && (said.getAttribute("translate") === "no" || said.classList.contains("notranslate")));
          };
          window.translated = 0;
          const translate = from => {
            const texts = document.createTreeWalker(from, NodeFilter.SHOW_TEXT);
            const found = [];
            while (texts.nextNode()) found.push(texts.currentNode);
            for (const text of found) {
              if (!text.data.trim() || text.parentElement?.closest("font,script,style") || !mayTranslate(text)) continue;
              const font = document.createElement("font");
              const inner = document.createElement("font");
              inner.textContent = text.data.toUpperCase();
              font.append(inner);
              text.replaceWith(font);
              window.translated++;
            }
          };
          translate(document.body);
          new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => node.isConnected &&
            translate(node.nodeType === 3 ? node.parentNode : node))))
            .observe(document.body, { subtree: true, childList: true });
        }
        """;
}
