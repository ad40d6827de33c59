import { createHash } from 'node:crypto';
import { inForceOn } from '../history/in-force.ts';
import { listExceptions, type Exception } from '../history/exceptions.ts';
import type { Book, JudgedChange } from '../model/book.ts';
import { addDays, type CalendarDate } from '../model/calendar-date.ts';
import { idInWords, personInWords } from '../model/id-in-words.ts';
import { memoize } from '../model/memoize.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import { exceptionInWords } from '../views/evidence/exceptions.ts';
import { listControls, type VerdictCounts } from '../views/controls/controls.ts';
import { summariseVerdicts, isDeviation } from '../views/changes/verdict-words.ts';
import { canonicalJson } from './canonical-json.ts';
import { changesOf } from './period-population.ts';
import type { PackFile, PackOrder } from './pack.ts';

/** OSCAL is NIST's form for controls, what implements them and what was found. */
const oscalVersion = '1.2.1';

const documents = {
  'component-definition': describePolicies,
  'assessment-results': describeResults,
  'plan-of-action-and-milestones': describePlan,
};

/** The policies in force, the results of the period and the open exceptions as OSCAL. Ids follow from the contents. */
export function* oscalFiles(order: PackOrder): Iterable<PackFile> {
  for (const name of oscalNames(order)) {
    yield { path: pathOf(name), bytes: canonicalJson({ [name]: documents[name](order) }) };
  }
}

/** Paths of the same files. A plan without an item is no OSCAL, so there is none where nothing is open. */
export function oscalPaths(order: PackOrder): string[] {
  return oscalNames(order).map(pathOf);
}

function oscalNames(order: PackOrder) {
  const hasPlan = planItems(order).length > 0;
  return (Object.keys(documents) as (keyof typeof documents)[]).filter(
    (name) => hasPlan || name !== 'plan-of-action-and-milestones',
  );
}

function pathOf(name: string): string {
  return `oscal/${name}.json`;
}

// The namespace of our ids: the SHA-1 form of UUID v5 over the address of the format.
const namespace = 'b6a5d6f0-4a55-5c39-9d0a-6f2f8ad2b9a1';

/** A UUID (RFC 9562, version 5) that is the same for the same name. */
export function uuidOf(...names: readonly string[]): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(names.join('\n'))
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [0, 8, 12, 16, 20].map((from, place, all) => hex.slice(from, all[place + 1])).join('-');
}

function describeHead({ book, from, until }: PackOrder, what: string) {
  const { organisation, sample } = book.settings;
  return {
    title: `${organisation.name}${sample ? ' (sample book)' : ''}: ${what}, ${from} to ${until}`,
    'last-modified': momentOf(book.asOf),
    version: book.asOf,
    'oscal-version': oscalVersion,
    parties: [
      {
        uuid: partyOf(book),
        type: 'organization',
        name: organisation.name,
        'email-addresses': [organisation.contact],
      },
    ],
    props: [prop('engine', book.engine)],
  };
}

function partyOf({ settings }: Book): string {
  return uuidOf('party', settings.organisation.name);
}

function prop(name: string, value: string) {
  return { name, ns: 'https://policybook.example/ns/oscal', value };
}

function momentOf(day: CalendarDate): string {
  return `${day}T00:00:00Z`;
}

/** A control as a token of OSCAL: it begins with a letter, and "A.5.3" and "CC8.1" do. */
function controlId(control: string): string {
  const token = control.replaceAll(/[^\p{L}\p{N}.\-_]/gu, '_');
  return /^[\p{L}_]/u.test(token) ? token : `_${token}`;
}

function sourceOf(framework: string): string {
  return `#${uuidOf('framework', framework)}`;
}

/** What a control is of; OSCAL has no catalogue of the frameworks whose texts are sold. */
function describeFrameworks(frameworks: readonly string[]) {
  const resources = frameworks.map((framework) => ({
    uuid: uuidOf('framework', framework),
    title: framework,
    description: `Controls of ${framework}, by their ids. The catalogue itself is not part of the pack.`,
  }));
  return resources.length > 0 ? { 'back-matter': { resources } } : {};
}

interface InForce {
  readonly policy: Policy;
  readonly version: PolicyVersion;
}

function policiesInForce({ policies, asOf }: Book): InForce[] {
  return policies.flatMap((policy) => {
    const found = inForceOn(policy, asOf);
    return found.kind === 'version' ? [{ policy, version: found.version }] : [];
  });
}

/** The policies in force with the controls that they name. */
function describePolicies(order: PackOrder) {
  const inForce = policiesInForce(order.book);
  const frameworks = inForce.flatMap(({ version }) => Object.keys(version.frontmatter.controls));
  return {
    uuid: uuidOf(
      'component-definition',
      order.book.asOf,
      ...inForce.map(({ version }) => version.fingerprint),
    ),
    metadata: describeHead(order, 'policies'),
    ...(inForce.length > 0 && { components: inForce.map(describeComponent) }),
    ...describeFrameworks([...new Set(frameworks)].sort()),
  };
}

function describeComponent({ policy, version }: InForce) {
  const { frontmatter, fingerprint } = version;
  const { title, owner, controls } = frontmatter;
  const implemented = Object.entries(controls).map(([framework, ids]) => ({
    uuid: uuidOf('implementation', policy.id, version.version, framework),
    source: sourceOf(framework),
    description: `Controls of ${framework} that the policy serves.`,
    'implemented-requirements': [...new Set(ids)].map((control) => ({
      uuid: uuidOf('requirement', policy.id, version.version, framework, control),
      'control-id': controlId(control),
      description: `${title}, version ${version.version}.`,
    })),
  }));
  return {
    uuid: componentOf(policy.id),
    type: 'policy',
    title,
    description: `${title}, version ${version.version}, owned by the ${idInWords(owner)}.`,
    props: [prop('version', version.version), prop('fingerprint-sha256', fingerprint)],
    ...(implemented.length > 0 && { 'control-implementations': implemented }),
  };
}

function componentOf(policy: string): string {
  return uuidOf('component', policy);
}

/** Each change of the period as an observation, and each control that rules check as a finding. */
function describeResults(order: PackOrder) {
  const { book, from, until } = order;
  const changes = changesOf(order);
  const controls = listControls(book, order).filter(({ policies }) =>
    policies.some(({ rules }) => rules.length > 0),
  );
  const ids = new Set(controls.map(({ control }) => controlId(control)));
  const observations = changes.map((change) => describeObservation(change, book));
  const findings = controls.map(({ framework, control, verdicts, deviations }) => {
    const related = [...new Set(deviations.map(({ change }) => change.record.id))];
    const isSatisfied =
      deviations.length === 0 && verdicts.unknown === 0 && verdicts.pass + verdicts.advice > 0;
    return {
      uuid: uuidOf('finding', framework, control, from, until, book.asOf),
      title: `${framework} ${control}`,
      description: `Verdicts of the rules that check it: ${describeCounts(verdicts)}.`,
      target: {
        type: 'objective-id',
        'target-id': controlId(control),
        status: {
          state: isSatisfied ? 'satisfied' : 'not-satisfied',
          reason: deviations.length > 0 ? 'fail' : isSatisfied ? 'pass' : 'other',
        },
      },
      ...(related.length > 0 && {
        'related-observations': related.map((change) => ({
          'observation-uuid': observationOf(change, book),
        })),
      }),
    };
  });
  const population = uuidOf('resource', 'population');
  return {
    uuid: uuidOf(
      'assessment-results',
      book.asOf,
      from,
      until,
      ...observations.map(({ uuid }) => uuid),
    ),
    metadata: describeHead(order, 'results of judging every change'),
    'import-ap': { href: `#${population}` },
    results: [
      {
        uuid: uuidOf('result', book.asOf, from, until),
        title: `Changes from ${from} to ${until}`,
        description: `Every change of the period, judged by the policy in force on its day. ${book.engine} made these results; no person assessed them.`,
        start: momentOf(from),
        end: momentOf(addDays(until, 1)),
        'reviewed-controls': {
          'control-selections': [
            ids.size > 0
              ? { 'include-controls': [...ids].sort().map((id) => ({ 'control-id': id })) }
              : { 'include-all': {} },
          ],
        },
        ...(observations.length > 0 && { observations }),
        ...(findings.length > 0 && { findings }),
      },
    ],
    'back-matter': {
      resources: [
        {
          uuid: population,
          title: 'Plan: every first-parent commit of the period is judged by every rule',
          rlinks: [{ href: '../population.json', 'media-type': 'application/json' }],
        },
      ],
    },
  };
}

function describeCounts(verdicts: VerdictCounts): string {
  return Object.entries<number>(verdicts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

function observationOf(change: string, { asOf }: Book): string {
  return uuidOf('observation', change, asOf);
}

function describeObservation({ record, verdicts, judgedBy }: JudgedChange, book: Book) {
  const broken = verdicts.filter(isDeviation).map(({ statement }) => statement);
  const judging =
    judgedBy.kind === 'version'
      ? `Judged by ${judgedBy.policy} ${judgedBy.version}.`
      : 'Not judged by one version alone.';
  return {
    uuid: observationOf(record.id, book),
    title: plain(record.title) || record.id,
    description: [judging, `Standing: ${summariseVerdicts(verdicts)}.`, ...broken].join(' '),
    methods: ['TEST'],
    types: ['control-objective'],
    'relevant-evidence': [
      {
        href: `../records/${record.id}.json`,
        description: 'The record with every field, source, proof and verdict.',
      },
    ],
    collected: momentOf(book.asOf),
  };
}

/** One line without white space at its ends, as OSCAL has titles. */
function plain(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Exceptions that are open or have expired, and deviations without an answer. */
const planItems = memoize((order: PackOrder): readonly PlanItem[] => {
  const { book } = order;
  const open = listExceptions(book).filter(({ state }) => state === 'open' || state === 'expired');
  return [
    ...open.map((exception) => describeException(exception, book)),
    ...changesOf(order).flatMap((change) => describeOpen(change, book)),
  ];
});

function describePlan(order: PackOrder) {
  const { book } = order;
  const items = planItems(order);
  return {
    uuid: uuidOf('plan', book.asOf, ...items.map(({ item }) => item.uuid)),
    metadata: describeHead(order, 'open exceptions and deviations'),
    'system-id': {
      id: uuidOf('system', book.settings.organisation.name),
      'identifier-type': 'http://ietf.org/rfc/rfc4122',
    },
    risks: items.map(({ risk }) => risk),
    'poam-items': items.map(({ item }) => item),
  };
}

interface PlanItem {
  readonly risk: Readonly<Record<string, unknown>>;
  readonly item: { readonly uuid: string } & Readonly<Record<string, unknown>>;
}

function describeException(exception: Exception, { people }: Book): PlanItem {
  const { id, answer, state } = exception;
  const risk = uuidOf('risk', 'exception', id, answer.on);
  const title = `Exception ${id}`;
  return {
    risk: {
      uuid: risk,
      title,
      description: plain(exceptionInWords(exception)),
      statement: plain(answer.why),
      status: state === 'open' ? 'deviation-approved' : 'open',
      ...(answer.expires !== undefined && { deadline: momentOf(addDays(answer.expires, 1)) }),
      'mitigating-factors': [
        { uuid: uuidOf('factor', 'exception', id, answer.on), description: plain(answer.action) },
      ],
    },
    item: {
      uuid: uuidOf('item', 'exception', id, answer.on),
      title,
      description: `${plain(answer.action)} Owner: ${personInWords(answer.by, people)}. Approved by ${personInWords(answer.approvedBy, people)} on ${answer.on}.`,
      'related-risks': [{ 'risk-uuid': risk }],
    },
  };
}

function describeOpen({ record, verdicts }: JudgedChange, book: Book): PlanItem[] {
  return verdicts
    .filter((verdict) => isDeviation(verdict) && verdict.answer === undefined)
    .map(({ rule, statement, policy, version, clause }) => {
      const risk = uuidOf('risk', 'deviation', record.id, rule);
      const title = `${record.id}: ${rule}`;
      const broken = `${policy} ${version}${clause === undefined ? '' : `, clause ${clause}`}`;
      return {
        risk: {
          uuid: risk,
          title,
          description: statement,
          statement: `Deviates from ${broken}.`,
          status: 'open',
        },
        item: {
          uuid: uuidOf('item', 'deviation', record.id, rule),
          title,
          description: `No answer in content/answers on ${book.asOf}.`,
          'related-risks': [{ 'risk-uuid': risk }],
        },
      };
    });
}
