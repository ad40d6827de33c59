import { closest, distance } from 'fastest-levenshtein';
import type { SearchPlace } from '#core/exports/search-places.ts';
import { synonyms } from '#core/model/synonyms.ts';

/** A place that answers a search. */
interface Hit {
  readonly element: HTMLLIElement;
}

/** What a search found, the best first. */
export interface Found {
  readonly hits: readonly Hit[];
  /** The query with its words as the book spells them, where the book lacks one. */
  readonly meant?: string;
}

export interface SearchIndex {
  readonly find: (query: string) => Promise<Found>;
}

interface PagefindPlace {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
}

interface PagefindClause extends PagefindPlace {
  readonly weighted_locations: readonly { readonly balanced_score: number }[];
}

interface PagefindPage extends PagefindClause {
  readonly meta: { readonly title?: string };
  readonly sub_results: readonly PagefindClause[];
}

interface Pagefind {
  readonly init: () => Promise<void>;
  readonly search: (query: string) => Promise<{ results: { data: () => Promise<PagefindPage> }[] }>;
}

const maximumPages = 12;
const maximumHits = 20;
const maximumJumps = 6;

/** Words that are in most sentences, so that they select nothing. */
const stopWords = new Set(
  'a an and are as at be by can do does for from how i if in is it may me must my of on or our shall should that the to up we what when where which who whom why will with'.split(
    ' ',
  ),
);

/** Opens the index that was written beside the site. It is only fetched when somebody searches. */
export async function openIndex(address: string): Promise<SearchIndex> {
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  await pagefind.init();
  const site = new URL('../', new URL(address, location.href));
  const places = await readPlaces(new URL('search/places.json', site));
  const words = vocabularyOf(places);
  let changes: Promise<readonly SearchPlace[]> | undefined;

  const jumps = async (query: string) => {
    const wanted = query.toLowerCase().replace(/^#/, '');
    // An id has a digit; the list of changes is long.
    const all =
      /\d/.test(wanted) && wanted.length > 2
        ? [...places, ...(await (changes ??= readPlaces(new URL('search/changes.json', site))))]
        : places;
    const isCommit = /^[\da-f]{7,40}$/.test(wanted);
    return all
      .map((place) => ({ place, rank: rankOf(place, wanted, isCommit) }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank)
      .slice(0, maximumJumps)
      .map(({ place: { title, kind, path } }) =>
        hitOf({ title, url: site.pathname.replace(/\/$/, '') + path, excerpt: '' }, kind),
      );
  };

  const clauses = async (query: string) => {
    const found = new Map<string, { place: PagefindPlace; policy: string; score: number }>();
    for (const variant of variantsOf(query)) {
      const { results } = await pagefind.search(variant);
      const pages = await Promise.all(
        results.slice(0, maximumPages).map((result) => result.data()),
      );
      for (const page of pages) {
        for (const place of page.sub_results.length > 0 ? page.sub_results : [page]) {
          const score = scoreOf(place, variant);
          if (score <= (found.get(place.url)?.score ?? 0)) continue;
          found.set(place.url, { place, policy: page.meta.title ?? '', score });
        }
      }
    }
    return [...found.values()]
      .sort((a, b) => b.score - a.score)
      .slice(0, maximumHits)
      .map(({ place, policy }) => hitOf(place, policy));
  };

  return {
    async find(query) {
      const exact = await jumps(query);
      const found = await clauses(query);
      const named = new Set(exact.map(addressOf));
      const hits = [...exact, ...found.filter((hit) => !named.has(addressOf(hit)))];
      const meant = hits.length === 0 ? spell(query, words) : undefined;
      return meant === undefined ? { hits } : { hits: await clauses(meant), meant };
    },
  };
}

function addressOf({ element }: Hit): string {
  return element.querySelector('a')?.href ?? '';
}

async function readPlaces(address: URL): Promise<readonly SearchPlace[]> {
  const answer = await fetch(address);
  return answer.ok ? ((await answer.json()) as SearchPlace[]) : [];
}

/** How well a name is met: whole, as a commit, as the beginning of a word; 0 where it is not. */
function rankOf({ keys }: SearchPlace, wanted: string, isCommit: boolean): number {
  if (keys.includes(wanted)) return 3;
  if (isCommit && keys.some((key) => key.startsWith(wanted))) return 2;
  if (wanted.length < 4 || /^\d+$/.test(wanted)) return 0;
  return keys.some((key) => key.startsWith(wanted) || key.includes(` ${wanted}`)) ? 1 : 0;
}

/** The query without words that select nothing, and with each word or phrase replaced by what means the same. */
function variantsOf(query: string): string[] {
  const lower = query.toLowerCase();
  const kept = lower.split(/\s+/).filter((word) => !stopWords.has(word));
  const plain = kept.length > 0 ? kept.join(' ') : lower;
  const others = synonyms.flatMap((group) => {
    const named = group.filter((term) => ` ${plain} `.includes(` ${term} `));
    // The longest first, so that a phrase is replaced whole.
    const [term] = named.sort((a, b) => b.length - a.length);
    if (term === undefined) return [];
    // Pagefind divides "2fa" into a number and a word.
    return group
      .filter((one) => one !== term && !/\d/.test(one))
      .map((one) => plain.replace(term, one));
  });
  return [...new Set([plain, ...others])].slice(0, 10);
}

/** How many words of the query a clause has, in its heading above all; Pagefind's weights decide between equals. */
function scoreOf(place: PagefindClause, query: string): number {
  const { title, excerpt, weighted_locations: places } = place;
  const words = query.split(/\s+/).map((word) => word.slice(0, Math.max(4, word.length - 2)));
  const share = (text: string) =>
    words.filter((word) => text.toLowerCase().includes(word)).length / words.length;
  const marks = [...excerpt.matchAll(/<mark>([^<]*)/g)].map(([, word]) => word).join(' ');
  const sum = places.reduce((total, { balanced_score: score }) => total + score, 0);
  return 8 * share(`${title} ${marks}`) + 4 * share(title) + Math.log1p(sum);
}

function vocabularyOf(places: readonly SearchPlace[]): ReadonlySet<string> {
  const texts = [...places.flatMap(({ title, keys }) => [title, ...keys]), ...synonyms.flat()];
  return new Set(texts.flatMap((text) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? []));
}

/** The query with each word that the book lacks as the nearest word that it has; undefined where none is near. */
function spell(query: string, words: ReadonlySet<string>): string | undefined {
  const list = [...words];
  const spelt = query
    .toLowerCase()
    .split(/\s+/)
    .map((word) => {
      if (word.length < 4 || words.has(word)) return word;
      const near = closest(word, list);
      return distance(word, near) <= (word.length < 6 ? 1 : 2) ? near : word;
    })
    .join(' ');
  return spelt === query.toLowerCase() ? undefined : spelt;
}

function hitOf({ title, url, excerpt }: PagefindPlace, policy: string): Hit {
  const element = document.createElement('li');
  const link = document.createElement('a');
  link.href = url;
  const heading = document.createElement('strong');
  heading.textContent = title;
  const within = document.createElement('span');
  within.className = 'under';
  within.textContent = title === policy ? '' : policy;
  const text = document.createElement('span');
  // Pagefind begins the excerpt with the heading, which is already above it.
  text.append(...marked(excerpt.startsWith(title) ? excerpt.slice(title.length) : excerpt));
  link.append(heading, within, text);
  element.append(link);
  return { element };
}

/** The excerpt is HTML in which only `<mark>` counts; it is never written into the page as HTML. */
function marked(excerpt: string): Node[] {
  return excerpt.split(/<\/?mark>/).map((part, position) => {
    const text = new DOMParser().parseFromString(`<p>${part}`, 'text/html').body.textContent;
    if (position % 2 === 0) return document.createTextNode(text);
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}
