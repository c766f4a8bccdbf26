/**
 * What a page does in a browser: one pair is shown at a time, and of it one moment; a slider,
 * the keys and the numbers of the rows go from moment to moment, and the place is kept in the
 * address. Without it the page shows everything. It makes no markup: it hides, shows and marks.
 */

interface View {
  readonly section: HTMLElement;
  readonly slider: HTMLInputElement;
  readonly said: HTMLElement;
  readonly moments: readonly HTMLElement[];
  readonly rows: readonly HTMLElement[];
  readonly board: HTMLElement;
  at: number;
}

const all = <E extends HTMLElement>(within: ParentNode, selector: string): E[] => [
  ...within.querySelectorAll<E>(selector),
];

const viewsOf = (): View[] =>
  all(document, 'section.pair').flatMap(section => {
    const slider = section.querySelector<HTMLInputElement>('input[type=range]');
    const said = section.querySelector<HTMLElement>('output');
    const board = section.querySelector<HTMLElement>('.board');
    if (slider === null || said === null || board === null) return [];
    const moments = all(section, '.moment');
    return [{ section, slider, said, moments, rows: all(section, '[data-line]'), board, at: 0 }];
  });

const views = viewsOf();
const links = all<HTMLAnchorElement>(document, 'nav a[href^="#pair-"]');
let shown = 0;

function go(view: View, wanted: number): void {
  const at = Math.max(0, Math.min(view.moments.length - 1, wanted));
  view.at = at;
  view.slider.value = String(at);
  for (const [i, moment] of view.moments.entries()) moment.hidden = i !== at;
  for (const row of view.rows) {
    const here = Number(row.dataset.line) === at;
    if (here) row.setAttribute('aria-current', 'step');
    else row.removeAttribute('aria-current');
    if (here) bringIntoView(view.board, row);
  }
  const head = view.moments[at]?.querySelector('h3')?.cloneNode(true);
  view.said.replaceChildren(...(head?.childNodes ?? []));
  view.slider.setAttribute('aria-valuetext', view.said.textContent ?? '');
}

// Within the board alone: the page does not jump.
function bringIntoView(board: HTMLElement, row: HTMLElement): void {
  const [outer, inner] = [board.getBoundingClientRect(), row.getBoundingClientRect()];
  const head = board.querySelector('thead')?.getBoundingClientRect().height ?? 0;
  if (inner.top < outer.top + head) board.scrollTop -= outer.top + head - inner.top;
  else if (inner.bottom > outer.bottom) board.scrollTop += inner.bottom - outer.bottom;
}

function showPair(index: number): void {
  if (views[index] === undefined) return;
  shown = index;
  for (const [i, view] of views.entries()) view.section.hidden = i !== index;
  for (const [i, link] of links.entries()) {
    if (i === index) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

function keep(): void {
  const at = views[shown]?.at ?? 0;
  history.replaceState(null, '', `#pair-${shown + 1}${at === 0 ? '' : `.${at}`}`);
}

function follow(): void {
  const found = /^#pair-(\d+)(?:\.(\d+))?$/.exec(location.hash);
  if (found === null) return;
  showPair(Number(found[1]) - 1);
  const view = views[shown];
  if (view === undefined) return;
  if (found[2] !== undefined) go(view, Number(found[2]));
  view.section.scrollIntoView({ block: 'start' });
}

const moves: Readonly<Record<string, (view: View) => number>> = {
  ArrowLeft: view => view.at - 1,
  ArrowRight: view => view.at + 1,
  Home: () => 0,
  End: view => view.moments.length - 1,
};

document.addEventListener('keydown', event => {
  const view = views[shown];
  const move = moves[event.key];
  if (view === undefined || move === undefined) return;
  if (event.target instanceof Element && event.target.closest('.scrolls') !== null) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(view, move(view));
  keep();
});

for (const view of views) {
  view.slider.addEventListener('input', () => {
    go(view, Number(view.slider.value));
    keep();
  });
  for (const button of all<HTMLButtonElement>(view.section, 'button[data-go]')) {
    button.addEventListener('click', () => {
      go(view, Number(button.dataset.go));
      keep();
    });
  }
  go(view, 0);
}
document.documentElement.classList.add('js');
addEventListener('hashchange', follow);
showPair(0);
follow();

export {};
