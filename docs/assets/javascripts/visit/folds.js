// What is folded opens where an address leads into it, and on paper. There, recordings stay at the
// lines by which they are known.

export function unfold() {
  const show = () => {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target?.closest("details");
    if (!target || !fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) {
      fold.open ||= !fold.matches(".recording");
    }
  });
  show();
}
