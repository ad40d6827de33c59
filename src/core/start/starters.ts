import { parseDocument } from 'yaml';
import { addPeriod, type DayPeriod } from '../model/period.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';

/** A starter policy: a text with the fields that do not depend on the company. */
export interface Starter {
  readonly id: string;
  readonly text: string;
}

/** What a starter is filled with. */
export interface StarterFacts {
  readonly organisation: string;
  readonly contact: string;
  /** Ids in people.yaml. */
  readonly author: string;
  /** Without it the policy is a draft. */
  readonly approver?: string;
  /** Of the approval, and the first day in force. */
  readonly day: CalendarDate;
  readonly publish: PolicyFrontmatter['publish'];
  /** The scopes of the repositories; a policy is not reviewed on others. */
  readonly scopes: readonly string[];
  /** The only framework whose controls stay; all stay where absent. */
  readonly framework?: string;
}

// What a company declares in its settings on the day on which it happens.
const events = ['regulation', 'security-posture'];

type StarterFields = Pick<PolicyFrontmatter, 'title'> &
  Partial<Pick<PolicyFrontmatter, 'controls' | 'related' | 'reviewEvery' | 'reviewOn'>>;

/** The fields of a starter that do not depend on the company. */
function fieldsOf({ text }: Pick<Starter, 'text'>): StarterFields {
  return parseDocument(headOf(text)).toJS() as StarterFields;
}

function headOf(text: string): string {
  return text.slice(4, text.indexOf('\n---\n') + 1);
}

/** A starter as the policy of a company: version 1.0, a draft, or approved where it names an approver. */
export function fillStarter(
  starter: Starter,
  { organisation, contact, author, approver, day, publish, scopes, framework }: StarterFacts,
): string {
  const head = headOf(starter.text);
  const { title, reviewEvery = 'P1Y', reviewOn = [], controls = {} } = fieldsOf(starter);
  const triggers = reviewOn.filter((one) => scopes.includes(one) || events.includes(one));
  const shown = framework === undefined ? controls : { [framework]: controls[framework] ?? [] };
  // What stays as the starter has it: duties, rules and related policies, in their own style.
  const own = parseDocument(head);
  const owner = String(own.get('owner'));
  for (const field of ['title', 'owner', 'reviewEvery', 'reviewOn', 'controls']) own.delete(field);
  const fields = [
    `title: ${title}`,
    `version: '1.0'`,
    `status: ${approver === undefined ? 'draft' : 'approved'}`,
    'classification: internal',
    ...(publish === 'none' ? [] : [`publish: ${publish}`]),
    `owner: ${owner}`,
    `effective: ${day}`,
    ...(approver === undefined ? [] : [`approval: { by: ${approver}, on: ${day} }`]),
    `nextReview: ${addPeriod(day, reviewEvery as DayPeriod)}`,
    `reviewEvery: ${reviewEvery}`,
    ...(triggers.length === 0 ? [] : [`reviewOn: [${triggers.join(', ')}]`]),
    `controls: { ${Object.entries(shown)
      .map(([name, ids]) => `${name}: [${ids.join(', ')}]`)
      .join(', ')} }`,
    'history:',
    `  - { version: '1.0', date: ${day}, by: ${author}, change: normative, summary: 'First version, from a starter policy of Policybook.' }`,
  ];
  const body = starter.text.slice(starter.text.indexOf('\n---\n') + 5);
  return `---\n${fields.join('\n')}\n${own.toString({ lineWidth: 0, singleQuote: true })}---\n${body}`
    .replaceAll('{{organisation}}', organisation)
    .replaceAll('{{contact}}', contact);
}

/** The starters that serve a control of a framework; all where none is named. */
export function chooseStarters(
  starters: readonly Starter[],
  framework: string | undefined,
): readonly Starter[] {
  if (framework === undefined) return starters;
  return starters.filter((one) => (fieldsOf(one).controls?.[framework] ?? []).length > 0);
}

/** The policies that chosen starters refer to and that are not chosen. */
export function listPlanned(chosen: readonly Starter[]): string[] {
  const ids = chosen.map(({ id }) => id);
  const named = chosen.flatMap((one) => [
    ...(fieldsOf(one).related ?? []),
    ...[...one.text.matchAll(/\]\(([a-z-]+)\)/g)].map(([, id = '']) => id),
  ]);
  return [...new Set(named)].filter((id) => !ids.includes(id)).sort();
}
