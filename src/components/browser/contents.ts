const links = [...document.querySelectorAll<HTMLAnchorElement>('.contents a')];
const folded = document.querySelector<HTMLDetailsElement>('.contents-top');
const place = folded?.querySelector('[data-contents-place]');
const idOf = (link: HTMLAnchorElement) => decodeURIComponent(link.hash.slice(1));
const headings = [...new Set(links.map(idOf))].flatMap((id) => document.getElementById(id) ?? []);
let current: HTMLElement | undefined;

/** Marks the last heading that is in the upper quarter of the screen or above it. */
function markCurrent(): void {
  const latest = headings.findLast(
    (heading) => heading.getBoundingClientRect().top < innerHeight / 4,
  );
  if (latest === current) return;
  current = latest;
  for (const link of links) {
    if (idOf(link) === latest?.id) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  }
  if (place) place.textContent = latest?.textContent ?? '';
}

folded?.addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('a')) folded.open = false;
});
addEventListener('scroll', markCurrent, { passive: true });
markCurrent();
