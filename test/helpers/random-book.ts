import fc from 'fast-check';

/** A policy as the generator knows it, apart from how it is written. */
export interface ModelPolicy {
  /** Who it is, whatever its file is called. */
  readonly key: string;
  readonly id: string;
  readonly ending: '.md' | '.mdx';
  readonly minor: number;
  readonly status: 'draft' | 'approved' | 'retired';
  /** The step in which each version was approved, from 1.0 on. */
  readonly approvals: readonly number[];
  readonly owner: string;
  readonly reviewEvery: string;
  readonly leadTime: string;
  readonly duties: readonly string[];
  /** How it is written: what no reader sees. */
  readonly form: { readonly bullet: string; readonly gap: string; readonly end: string };
}

/** A book at one commit. */
export interface ModelBook {
  readonly folder: string;
  readonly history: 'git' | 'files';
  /** The step whose commit `policies.since` names; undefined where it names none. */
  readonly since: number | undefined;
  readonly renamed: Readonly<Record<string, string>>;
  readonly policies: readonly ModelPolicy[];
  /** Texts in the archive, by policy and version. */
  readonly archive: readonly ModelPolicy[];
}

/** One commit of the line: what it leaves, and how it came. */
export interface Step {
  readonly name: string;
  readonly apply: (book: ModelBook, past: readonly ModelBook[], step: number) => ModelBook;
  /** Whether it changes nothing that obliges somebody. */
  readonly isHarmless?: true;
  readonly isMerge?: true;
}

const plain: ModelPolicy['form'] = { bullet: '-', gap: '\n', end: '\n' };

function newPolicy(key: string, id: string): ModelPolicy {
  return {
    key,
    id,
    ending: '.mdx',
    minor: 0,
    status: 'approved',
    approvals: [0],
    owner: 'cto',
    reviewEvery: 'P1Y',
    leadTime: 'PT24H',
    duties: Array.from({ length: 6 }, (_, index) => `Duty ${index} of ${key} is done each day.`),
    form: plain,
  };
}

export const firstBook: ModelBook = {
  folder: 'content',
  history: 'git',
  since: 0,
  renamed: {},
  policies: [newPolicy('Alder', 'alder'), newPolicy('Birch', 'birch')],
  archive: [],
};

/** The day of a step; the first is 5 January 2026. */
export function dayOfStep(step: number): string {
  return new Date(Date.UTC(2026, 0, 5 + step)).toISOString().slice(0, 10);
}

export function fileOf({ id, ending }: ModelPolicy): string {
  return `policies/${id}${ending}`;
}

/** The text of a policy. */
export function writePolicy(policy: ModelPolicy): string {
  const { key, minor, status, approvals, owner, reviewEvery, leadTime, duties, form } = policy;
  const on = dayOfStep(approvals[minor] ?? 0);
  const rows = Array.from({ length: minor + 1 }, (_, back) => {
    const version = minor - back;
    return `  - { version: '1.${version}', date: ${dayOfStep(approvals[version] ?? 0)}, by: ada, change: normative, summary: Version ${version}. }`;
  });
  const lines = [
    '---',
    `title: ${key} Policy`,
    `version: '1.${minor}'`,
    `status: ${status}`,
    'classification: internal',
    `owner: ${owner}`,
    `effective: ${on}`,
    `approval: { by: ben, on: ${on} }`,
    `nextReview: ${dayOfStep(20)}`,
    `reviewEvery: ${reviewEvery}`,
    'history:',
    ...rows,
    'changeRules:',
    '  types:',
    `    normal: { clause: '1', approvals: 1, leadTime: ${leadTime} }`,
    "  record: { clause: '1', requires: [reason] }",
    '---',
    '',
    '## 1. Purpose',
    '',
    duties.map((duty) => `${form.bullet} ${duty}`).join(form.gap),
    '',
  ];
  return lines.join('\n').replaceAll('\n', form.end);
}

/** What a policy obliges to, whatever it looks like. */
export function obligationOf(policy: ModelPolicy): string {
  const { status, approvals, minor, owner, reviewEvery, leadTime, duties } = policy;
  return JSON.stringify([status, approvals[minor], owner, reviewEvery, leadTime, duties]);
}

type Edit = (policy: ModelPolicy, step: number) => ModelPolicy;

/** Edits that alter what is asked. */
const alterations: Readonly<Record<string, Edit>> = {
  text: (one, step) => ({ ...one, duties: put(one.duties, step, `Duty ${step} is done weekly.`) }),
  number: (one, step) => ({
    ...one,
    duties: put(
      one.duties,
      step,
      one.duties[step % one.duties.length]?.replace('each', '30') ?? '',
    ),
  }),
  added: (one, step) => ({ ...one, duties: [...one.duties, `One more duty of step ${step}.`] }),
  removed: (one) => ({ ...one, duties: one.duties.slice(1) }),
  swapped: (one) => ({ ...one, duties: [...one.duties.slice(1), ...one.duties.slice(0, 1)] }),
  rules: (one, step) => ({ ...one, leadTime: `PT${step}H` }),
  owner: (one) => ({ ...one, owner: one.owner === 'cto' ? 'engineer' : 'cto' }),
  gate: (one) => ({ ...one, reviewEvery: one.reviewEvery === 'P1Y' ? 'P6M' : 'P1Y' }),
  draft: (one) => ({ ...one, status: one.status === 'draft' ? 'approved' : 'draft' }),
  approval: (one, step) => ({ ...one, approvals: one.approvals.with(one.minor, step) }),
  lower: (one) => ({ ...one, minor: Math.max(0, one.minor - 1) }),
};

function put(duties: readonly string[], place: number, duty: string): string[] {
  return duties.map((one, index) => (index === place % duties.length ? duty : one));
}

/** Edits of the form alone. */
const forms: Readonly<Record<string, Edit>> = {
  windows: (one) => ({ ...one, form: { ...one.form, end: one.form.end === '\n' ? '\r\n' : '\n' } }),
  bullets: (one) => ({
    ...one,
    form: { ...one.form, bullet: one.form.bullet === '-' ? '*' : '-' },
  }),
  spaces: (one) => ({ ...one, form: { ...one.form, bullet: `${one.form.bullet.trim()}   ` } }),
  gaps: (one) => ({ ...one, form: { ...one.form, gap: one.form.gap === '\n' ? '\n\n' : '\n' } }),
};

const nextVersion: Edit = (one, step) => ({
  ...one,
  minor: one.minor + 1,
  status: 'approved',
  approvals: [...one.approvals.slice(0, one.minor + 1), step],
});

/** Does something to one of the policies. */
function on(which: number, edit: Edit): Step['apply'] {
  return (book, _, step) => {
    const index = which % Math.max(book.policies.length, 1);
    return {
      ...book,
      policies: book.policies.map((one, place) => (place === index ? edit(one, step) : one)),
    };
  };
}

const which = fc.nat(3);
const pick = (edits: Readonly<Record<string, Edit>>) => fc.constantFrom(...Object.entries(edits));

const harmless: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(which, pick(forms)).map(([index, [name, edit]]): Step => {
    return { name: `form ${name} ${index}`, apply: on(index, edit), isHarmless: true };
  }),
  fc.tuple(which, pick(alterations)).map(([index, [name, edit]]): Step => {
    const apply = on(index, (one, step) => ({
      ...nextVersion({ ...edit(one, step), minor: one.minor, approvals: one.approvals }, step),
    }));
    return { name: `version ${name} ${index}`, apply, isHarmless: true };
  }),
  which.map((index): Step => {
    const apply = on(index, (one, step) => ({
      ...one,
      id: `${one.id.split('-')[0] ?? ''}-${step}`,
    }));
    return { name: `rename ${index}`, apply, isHarmless: true };
  }),
  which.map((index): Step => {
    const apply = on(index, (one) => ({ ...one, ending: one.ending === '.md' ? '.mdx' : '.md' }));
    return { name: `ending ${index}`, apply, isHarmless: true };
  }),
  fc.constant<Step>({ name: 'to files', apply: (book) => ({ ...book, history: 'files' }) }),
  fc.constant<Step>({
    name: 'to git',
    apply: (book, _, step) => ({ ...book, history: 'git', since: book.since ?? step - 1 }),
  }),
);

const harmful: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(which, pick(alterations)).map(([index, [name, edit]]): Step => {
      return { name: `alter ${name} ${index}`, apply: on(index, edit) };
    }),
  },
  fc
    .tuple(which, pick(alterations), pick(forms))
    .map(([index, [name, edit], [form, shape]]): Step => {
      const apply = on(index, (one, step) =>
        shape({ ...edit(one, step), id: `${one.id.split('-')[0] ?? ''}-${step}` }, step),
      );
      return { name: `rename and alter ${name} ${form} ${index}`, apply };
    }),
  which.map((index): Step => {
    const apply = on(index, (one, step) => ({
      ...one,
      id: `new-${step}`,
      leadTime: 'PT1H',
      duties: [`Nothing is asked since step ${step}.`],
    }));
    return { name: `replace ${index}`, apply };
  }),
  which.map((index): Step => ({
    name: `delete ${index}`,
    apply: (book) => ({ ...book, policies: book.policies.filter((_, place) => place !== index) }),
  })),
  fc.tuple(which, fc.boolean(), pick(alterations)).map(([back, isAltered, [name, edit]]): Step => ({
    name: `return from ${back} steps ago${isAltered ? ` with ${name}` : ''}`,
    apply: (book, past, step) => {
      const then = past.at(-1 - back) ?? firstBook;
      const gone = then.policies.filter(({ key }) => !book.policies.some((one) => one.key === key));
      return {
        ...book,
        policies: [...book.policies, ...gone.map((one) => (isAltered ? edit(one, step) : one))],
      };
    },
  })),
  which.map((back): Step => ({
    name: `revert to ${back} steps ago`,
    apply: (book, past) => ({ ...(past.at(-1 - back) ?? firstBook), since: book.since }),
  })),
  fc.tuple(which, pick(alterations)).map(([index, [name, edit]]): Step => ({
    name: `merge ${name} ${index}`,
    apply: on(index, edit),
    isMerge: true,
  })),
  which.map((back): Step => ({
    name: `since ${back} steps ago`,
    apply: (book, _, step) => ({ ...book, since: Math.max(0, step - 1 - back) }),
  })),
  fc.constantFrom('handbook', 'content', 'company/content').map((folder): Step => ({
    name: `folder ${folder}`,
    apply: (book) => ({ ...book, folder }),
  })),
  fc.tuple(which, pick(alterations)).map(([index, [name, edit]]): Step => ({
    name: `to files in another folder, and alter ${name} ${index}`,
    apply: (book, past, step) => ({
      ...on(index, edit)(book, past, step),
      folder: book.folder === 'content' ? 'handbook' : 'content',
      history: 'files',
      since: undefined,
    }),
  })),
  fc.tuple(which, fc.boolean()).map(([back, isCurrent]): Step => ({
    name: `folder and since ${back}`,
    apply: (book, _, step) => ({
      ...book,
      folder: isCurrent ? 'handbook' : 'content',
      since: Math.max(0, step - 1 - back),
    }),
  })),
  fc.tuple(which, pick(alterations)).map(([index, [name, edit]]): Step => ({
    name: `archive ${name} ${index}`,
    apply: (book, _, step) => {
      const one = book.policies[index];
      if (!one) return book;
      const next = { ...edit(one, step), minor: one.minor };
      const others = book.archive.filter(
        ({ key, minor }) => key !== one.key || minor !== one.minor,
      );
      return {
        ...book,
        archive: [...others, next],
        policies: book.policies.map((other) => (other === one ? nextVersion(one, step) : other)),
      };
    },
  })),
  fc
    .tuple(fc.constantFrom('alder', 'birch'), fc.constantFrom('alder', 'birch', 'oak'))
    .map(([from, to]): Step => ({
      name: `renamed ${from} ${to}`,
      apply: (book) => ({ ...book, renamed: { ...book.renamed, [from]: to } }),
    })),
);

/** A history of a few commits. */
export const anyHistory = fc.array(
  fc.oneof({ weight: 1, arbitrary: harmless }, { weight: 1, arbitrary: harmful }),
  {
    minLength: 2,
    maxLength: 7,
  },
);

/** A history that alters no version. */
export const goodHistory = fc.array(harmless, { minLength: 2, maxLength: 7 });
