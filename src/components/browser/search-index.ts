/** A place in a policy that answers a search. */
export interface Hit {
  readonly element: HTMLLIElement;
}

export interface SearchIndex {
  readonly find: (query: string) => Promise<Hit[]>;
}

interface PagefindPlace {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
}

interface PagefindPage extends PagefindPlace {
  readonly meta: { readonly title?: string };
  readonly sub_results: readonly PagefindPlace[];
}

interface Pagefind {
  readonly init: () => Promise<void>;
  readonly search: (query: string) => Promise<{ results: { data: () => Promise<PagefindPage> }[] }>;
}

const maximumPages = 8;
const placesOfPage = 4;

/** Opens the index that was written beside the site. It is only fetched when somebody searches. */
export async function openIndex(address: string): Promise<SearchIndex> {
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  await pagefind.init();
  return {
    async find(query) {
      const { results } = await pagefind.search(query);
      const pages = await Promise.all(
        results.slice(0, maximumPages).map((result) => result.data()),
      );
      return pages.flatMap((page) => {
        const policy = page.meta.title ?? '';
        const places = page.sub_results.length > 0 ? page.sub_results : [page];
        return headingsFirst(places, query)
          .slice(0, placesOfPage)
          .map((place) => hitOf(place, policy));
      });
    },
  };
}

/** Clauses with a word of the query in their heading come before the others. */
function headingsFirst(places: readonly PagefindPlace[], query: string): PagefindPlace[] {
  const words = query.toLowerCase().split(/\s+/);
  const rank = ({ title }: PagefindPlace) =>
    words.some((word) => title.toLowerCase().includes(word)) ? 0 : 1;
  return places.toSorted((a, b) => rank(a) - rank(b));
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
  text.append(...marked(excerpt));
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
