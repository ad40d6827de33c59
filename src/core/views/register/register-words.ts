import type { Book } from '../../model/book.ts';
import { dateInWords, parsePartialDate, type CalendarMonth } from '../../model/calendar-date.ts';
import { idInWords, personInWords } from '../../model/id-in-words.ts';
import { spanInWords } from '../../model/span.ts';
import { changeRules } from '../../rules/index.ts';
import {
  countOf,
  countsInWords,
  exclusionsInWords,
  type RegisterCounts,
} from './register-counts.ts';
import {
  noScope,
  noType,
  outsideGit,
  ruleKey,
  unknownType,
  type FilterKind,
  type RegisterPart,
  type Token,
} from './register-parts.ts';
import { markWords, type Mark } from '../changes/verdict-words.ts';

/** What a filter is called. */
export const kindWords: Readonly<Record<FilterKind, string>> = {
  verdict: 'Verdict',
  clause: 'Broken clause',
  rule: 'Failed rule',
  type: 'Type',
  scope: 'Scope',
  person: 'Person',
  repository: 'Repository',
  quarter: 'Quarter',
  month: 'Month',
};

interface Words {
  /** Among the other values of its kind. */
  readonly name: string;
  /** As the heading of its page. */
  readonly title: string;
}

const verdictTitles: Readonly<Record<Mark, string>> = {
  deviation: 'Changes with an open deviation',
  answered: 'Changes whose deviations are answered',
  unknown: 'Changes with something unknown',
  advice: 'Changes that pass with advice',
  pass: 'Changes that pass',
  'not-applicable': 'Changes to which no clause applies',
  'not-judged': 'Changes that are not judged',
};

const verdictNames: Readonly<Record<Mark, string>> = {
  ...markWords,
  deviation: 'Open deviation',
  advice: 'Pass, with advice',
};

// What a change has where it has no type, scope or repository.
const without: Readonly<Partial<Record<Token, Words>>> = {
  [`type:${noType}`]: { name: 'Not stated', title: 'Changes that state no type' },
  [`type:${unknownType}`]: {
    name: 'Not in any policy',
    title: 'Changes of a type that is not in any policy',
  },
  [`scope:${noScope}`]: { name: 'No scope', title: 'Changes in no scope' },
  [`repository:${outsideGit}`]: { name: 'Outside git', title: 'Changes made outside git' },
};

type Names = Pick<Book, 'people' | 'policies'>;

function describeFilter(kind: FilterKind, key: string, { people, policies }: Names): Words {
  switch (kind) {
    case 'verdict':
      return { name: verdictNames[key as Mark], title: verdictTitles[key as Mark] };
    case 'clause': {
      // The id of one policy may begin the id of another.
      const [policy] = policies
        .filter(({ id }) => key.startsWith(`${id}-`))
        .sort((a, b) => b.id.length - a.id.length);
      const clause = key.slice((policy?.id ?? '').length + 1);
      const title = policy?.current.frontmatter.title ?? '';
      return {
        name: `${clause}, ${title}`,
        title: `Changes that broke clause ${clause} of the ${title}`,
      };
    }
    case 'person': {
      const name = personInWords(key, people);
      return { name, title: `Changes in which ${name} took part` };
    }
    case 'quarter': {
      const name = spanInWords({ kind, key });
      return { name: key.replace(/^(.*)-(Q.)$/, '$2 $1'), title: `Changes, ${name}` };
    }
    case 'type':
      return { name: idInWords(key), title: `Changes of type ${key}` };
    case 'scope':
      return { name: key, title: `Changes in scope ${key}` };
    case 'rule':
      return { name: key, title: `Changes that did not pass change/${key}` };
    case 'repository':
      return { name: key, title: `Changes, ${key}` };
    case 'month': {
      const month = parsePartialDate(key);
      const name = month === undefined ? key : dateInWords(month);
      return { name, title: `Changes, ${name}` };
    }
  }
}

/** What a value is called among the others of its kind: "Deviation", "Normal", "security", "March 2026". */
export function filterName(kind: FilterKind, key: string, names: Names): string {
  return (without[`${kind}:${key}`] ?? describeFilter(kind, key, names)).name;
}

/** What a page of the register is headed by. */
interface Heading {
  readonly part?: RegisterPart;
  readonly month?: CalendarMonth;
}

/** The heading of a page: "Changes of type normal, March 2026". */
export function pageTitle({ part, month }: Heading, names: Names): string {
  if (!part) return 'Register of changes';
  const { title } =
    without[`${part.kind}:${part.key}`] ?? describeFilter(part.kind, part.key, names);
  return month === undefined ? title : `${title}, ${dateInWords(month)}`;
}

/** "312 changes, 9 deviations, 14 unknown; 28 commits before adoption not judged"; of a part "14 of 312 changes, …". */
export function pageTotals(
  { part, counts }: Heading & { readonly counts: RegisterCounts },
  book: Book,
): string {
  const words = countsInWords(counts);
  if (part) {
    const all = countOf(book.changes.length, 'change');
    return words.replace(/^\d+ changes?/, `${counts.changes} of ${all}`);
  }
  const excluded = exclusionsInWords(book);
  return excluded === '' ? words : `${words}; ${excluded}`;
}

/** The sentence that is true of a change that keeps a rule, which is given without its beginning: `approvals`. */
export function ruleRequirement(key: string): string {
  return changeRules.find(({ code }) => ruleKey(code) === key)?.requirement ?? '';
}
