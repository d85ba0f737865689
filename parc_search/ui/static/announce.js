/* Says a new answer aloud to those who hear the page.
   Streamlit draws each answer as a new element, which screen readers pass over: the words are put into a region that
   stays. Only text is ever set. */
const id = "parc-live";
let region = document.getElementById(id);
if (!region) {
  region = document.createElement("div");
  region.id = id;
  region.className = "hidden";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  document.body.append(region);
}
if (!window.parcAnnounces) {
  window.parcAnnounces = true;
  let last = "";
  new MutationObserver(() => {
    const news = document.querySelector(".stMain .announce");
    const said = news ? news.textContent : "";
    if (said !== last) {
      last = said;
      region.textContent = said;
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
