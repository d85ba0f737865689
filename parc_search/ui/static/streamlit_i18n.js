/* What Streamlit's own parts lack. They speak English where no setting reaches: their words give way to ours here.
   Only names for those who hear the page, and texts in places where Streamlit alone speaks, are looked at: what a
   document, a file name or a question says stays as it is. Two values are laid before this: said, patterns. */
(() => {
  document.documentElement.lang = "vi";
  if (window.parcSpeaksVietnamese) return;
  window.parcSpeaksVietnamese = true;

  const NAMES = ["aria-label", "title", "placeholder", "aria-valuetext", "aria-roledescription", "alt"];
  const SPEAKS = [
    "stSkipToContent", "stFileUploaderDropzone", "stFileChip", "stSelectboxVirtualDropdown",
    "stMultiSelectDropdown", "stTooltipContent", "stDialog", "InputInstructions",
  ].map((id) => `[data-testid="${id}"]`).join() + ", [role=status], [aria-live]";
  const OURS = ".parc, [data-testid=stHtml], code, canvas, textarea, script, style";
  const rules = patterns.map(([expression, now]) => [new RegExp(`^${expression}$`), now]);

  const inVietnamese = (was) => {
    const text = was.trim();
    if (!text || text.length > 300) return null;
    if (Object.hasOwn(said, text)) return said[text];
    const rule = rules.find(([expression]) => expression.test(text));
    return rule ? text.replace(...rule) : null;
  };
  const renewNames = (element) => {
    for (const name of NAMES) {
      const now = element.hasAttribute(name) ? inVietnamese(element.getAttribute(name)) : null;
      if (now !== null && now !== element.getAttribute(name)) element.setAttribute(name, now);
    }
  };
  const renewText = (node) => {
    const now = inVietnamese(node.nodeValue);
    if (now !== null && now !== node.nodeValue && node.parentElement.closest(SPEAKS)) node.nodeValue = now;
  };
  const renew = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      if (root.parentElement && !root.parentElement.closest(OURS)) renewText(root);
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OURS)) return;
    const accepted = { acceptNode: (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(OURS)
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accepted);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) renewText(node);
      else renewNames(node);
    }
  };
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "childList") record.addedNodes.forEach(renew);
      else if (record.type === "characterData") renew(record.target);
      else if (!record.target.closest(OURS)) renewNames(record.target);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
  renew(document.body);

  /* A place that is opened stands in the middle of what is seen, once: after that the reader scrolls where he likes. */
  let shownPlace = "";
  const showPlace = () => {
    const quoted = document.querySelector(".parc.lines tr.quoted");
    const place = quoted && `${location.search} ${quoted.textContent}`;
    if (!place || place === shownPlace) return;
    shownPlace = place;
    quoted.scrollIntoView({ block: "center" });
  };
  let waiting = 0;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(showPlace, 120);
  }).observe(document.body, { subtree: true, childList: true });

  /* On a phone the list of screens covers the screen that was chosen from it. */
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-testid=stSidebarNavLink]") || !matchMedia("(max-width: 768px)").matches) return;
    setTimeout(() => document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click(), 50);
  });

  /* What a button folds out lies at the end of the page: who opened it with a key is taken there, and back by Esc. */
  let opener = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-testid=stPopoverButton]");
    if (!button || event.detail !== 0) return;
    opener = button;
    setTimeout(() => {
      const first = [...document.querySelectorAll("[data-testid=stPopoverBody]")].at(-1)
        ?.querySelector("button, input, select, textarea, a[href], [tabindex='0']");
      if (button.getAttribute("aria-expanded") === "true") first?.focus();
    }, 250);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest("[data-testid=stPopoverBody]")) return;
    setTimeout(() => opener?.isConnected && opener.focus(), 50);
  }, true);
})();
