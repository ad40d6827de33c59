import { toString } from 'mdast-util-to-string';
import { minutesIn, parsePeriod, periodInWords } from '../../model/period.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import { eachNode } from '../../parse/each-node.ts';
import { versionTree } from '../../parse/parse-markdown.ts';
import { listTexts } from '../../parse/parse-yaml.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule, Violation } from '../rule.ts';

const messages = {
  vague: report(
    'A duty of clause {clause} is worded with "{words}", which names no time.',
    'Write how often or until when, such as "every quarter".',
  ),
  number: report(
    'Clause {clause} states {stated}, and the rule of this clause states {ruled}.',
    'Correct the text or the rule, or print the rule with <Param name="…"/>.',
  ),
  contradiction: report(
    '"{sentence}" has the word "{word}" here and "{other}" on line {line}.',
    'Decide for one of them, or name the case in which the other applies.',
  ),
};

export const policyWording: DocumentRule = {
  code: 'policy/wording',
  severity: 'warning',
  requirement:
    'A duty names its time, and text and rules of a policy do not contradict each other.',
  messages,
  example: {
    good: ['## 1. Purpose', '', 'Access must be reviewed every quarter.'],
    bad: ['## 1. Purpose', '', 'Access must be reviewed periodically.'],
    reported: 'policies/access-control.mdx Access must be reviewed periodically.',
  },

  *check({ policies }) {
    for (const { current } of policies) {
      const sentences = listSentences(current);
      yield* findVague(current, sentences);
      yield* findOtherNumbers(current, sentences);
      yield* findContradictions(current, sentences);
    }
  },
};

interface Sentence {
  readonly text: string;
  /** Line of the file. */
  readonly line: number;
  /** The id of the clause in which it is; empty before the first. */
  readonly clause: string;
}

function listSentences(version: PolicyVersion): Sentence[] {
  const sentences: Sentence[] = [];
  eachNode(versionTree(version), (node) => {
    if (node.type !== 'paragraph' && node.type !== 'tableCell') return;
    const line = (node.position?.start.line ?? 1) + version.bodyLine - 1;
    const clause = version.clauses.findLast((one) => one.line <= line)?.id ?? '';
    const text = toString(node).replaceAll(/\s+/g, ' ');
    for (const sentence of text.split(/(?<=[.;!?]) /))
      sentences.push({ text: sentence, line, clause });
  });
  return sentences;
}

// Words of some languages, each in its forms. They are advice alone, and no verdict depends on them.
const word = (words: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`, 'iu');
const obliging = word(
  'must|shall|has to|have to|is required|are required|muss|müssen|ist zu|sind zu|doit|doivent|debe|deben|deve|devono',
);
// A policy also states a duty as what is done: "Access is reviewed".
const done = word(
  'reviewed|tested|checked|rotated|audited|updated|verified|validated|scanned|assessed|trained|remediated|fixed|renewed|deleted|geprüft|überprüft|getestet|kontrolliert|aktualisiert|erneuert|geschult|gelöscht|revus?|revues?|testés?|vérifiés?|vérifiées?|contrôlés?|revisad[ao]s?|probad[ao]s?|verificad[ao]s?|actualizad[ao]s?|rivist[aoie]|testat[aoie]|verificat[aoie]|controllat[aoie]',
);
const vagueTimes = word(
  'periodically|regularly|on a regular basis|from time to time|as needed|as required|as appropriate|when appropriate|in a timely manner|timely|promptly|in due course|at regular intervals|as soon as possible|within (?:a|an) (?:reasonable|appropriate|adequate) (?:time|period)|within (?:the )?(?:defined|agreed|appropriate) (?:SLAs?|times?|periods?|deadlines?)|regelmäßig|in regelmäßigen Abständen|turnusmäßig|von Zeit zu Zeit|bei Bedarf|zeitnah|in angemessener (?:Zeit|Frist)|périodiquement|régulièrement|à intervalles réguliers|de temps en temps|si nécessaire|dans les meilleurs délais|periódicamente|regularmente|a intervalos regulares|oportunamente|periodicamente|regolarmente|a intervalli regolari|tempestivamente',
);
const frequencies = word(
  'hourly|daily|weekly|monthly|quarterly|yearly|annually|once a \\p{L}+|täglich|wöchentlich|monatlich|vierteljährlich|halbjährlich|jährlich|quotidiennement|mensuellement|annuellement|trimestralmente|mensualmente|anualmente|mensilmente|annualmente',
);

/** Vague times in sentences that oblige somebody, and in clauses to which a recurring duty belongs. */
function* findVague(
  { source, frontmatter }: PolicyVersion,
  sentences: readonly Sentence[],
): Iterable<Violation> {
  const withDuty = new Set(frontmatter.duties.map(({ clause }) => clause));
  for (const { text, line, clause } of sentences) {
    const words = vagueTimes.exec(text)?.[0];
    const isDuty = obliging.test(text) || done.test(text) || withDuty.has(clause);
    if (words === undefined || !isDuty) continue;
    // "Regularly, at least every quarter" has its time beside it.
    if (frequencies.test(text) || periodsIn(text).length > 0) continue;
    yield {
      at: { file: source.file, line },
      ...fill(messages.vague, { words, clause: clause || '0' }),
    };
  }
}

const numbers: Readonly<Record<string, number>> = {
  every: 1,
  each: 1,
  jeden: 1,
  jedes: 1,
  chaque: 1,
  cada: 1,
  ogni: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};
const units: readonly (readonly [RegExp, (count: number) => string])[] = [
  [/^(?:minutes?|Minuten?|minutos?|minuti?)$/i, (count) => `PT${count}M`],
  [/^(?:hours?|Stunden?|heures?|horas?|or[ae])$/i, (count) => `PT${count}H`],
  [/^(?:days?|Tagen?|jours?|días?|giorn[oi])$/i, (count) => `P${count}D`],
  [/^(?:weeks?|Wochen?|semaines?|semanas?|settiman[ae])$/i, (count) => `P${count * 7}D`],
  [/^(?:months?|Monaten?|mois|mes(?:es)?|mes[ei])$/i, (count) => `P${count}M`],
  [/^(?:quarters?|Quartale?|trimestres?|trimestr[ei])$/i, (count) => `P${count * 3}M`],
  [/^(?:years?|Jahren?|ans?|années?|años?|ann[oi])$/i, (count) => `P${count}Y`],
];
const statedPeriod =
  /(?<![\p{L}\p{N}.,])(\d{1,4}|every|each|jeden|jedes|chaque|cada|ogni|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](\p{L}{2,9})(?![\p{L}\p{N}])/giu;

/** Clauses whose text states lengths of time, none of them that of a rule which names the clause. */
function* findOtherNumbers(
  version: PolicyVersion,
  sentences: readonly Sentence[],
): Iterable<Violation> {
  const ruled = periodsByClause(version);
  for (const [clause, periods] of ruled) {
    const stated = sentences
      .filter((one) => one.clause === clause)
      .flatMap((one) => periodsIn(one.text).map((period) => ({ ...period, line: one.line })));
    const isRuled = stated.some((one) => periods.some(({ minutes }) => minutes === one.minutes));
    // What is much longer or shorter is about something else.
    const isAlone = stated.length === 1 && periods.length === 1;
    const other = stated.find((one) =>
      periods.some(({ minutes, isDuty }) => {
        return isNear(minutes, one.minutes, isAlone && !isDuty ? 8 : 3);
      }),
    );
    if (isRuled || !other) continue;
    yield {
      at: { file: version.source.file, line: other.line },
      ...fill(messages.number, {
        clause,
        stated: other.words,
        ruled: periods.map(({ words }) => words).join(', '),
      }),
    };
  }
}

function isNear(left: number, right: number, reach: number): boolean {
  return Math.max(left, right) < reach * Math.min(left, right);
}

interface RuledPeriod extends StatedPeriod {
  /** Of a recurring duty, beside which a text may state how long its steps take. */
  readonly isDuty: boolean;
}

interface StatedPeriod {
  readonly minutes: number;
  readonly words: string;
}

function periodsIn(text: string): StatedPeriod[] {
  return Array.from(text.matchAll(statedPeriod)).flatMap(([words, count = '', unit = '']) => {
    const write = units.find(([form]) => form.test(unit))?.[1];
    return write ? readPeriod(write(numbers[count.toLowerCase()] ?? Number(count)), words) : [];
  });
}

function readPeriod(text: string, words?: string): StatedPeriod[] {
  const period = parsePeriod(text);
  return period ? [{ minutes: minutesIn(period), words: words ?? periodInWords(period) }] : [];
}

/** The lengths of time of each group of fields that names a clause. */
function periodsByClause({
  frontmatter: { changeRules, duties },
}: PolicyVersion): Map<string, RuledPeriod[]> {
  const found = new Map<string, RuledPeriod[]>();
  const look = (node: unknown, isDuty: boolean): void => {
    if (typeof node !== 'object' || node === null) return;
    const { clause, ...fields } = node as { clause?: unknown };
    if (typeof clause === 'string') {
      const periods = [...listTexts(fields)]
        .flatMap(({ text }) => readPeriod(text))
        .map((period) => ({ ...period, isDuty }));
      if (periods.length > 0) found.set(clause, [...(found.get(clause) ?? []), ...periods]);
    }
    for (const value of Object.values(fields)) look(value, isDuty);
  };
  look([changeRules], false);
  look(duties, true);
  return found;
}

const modal =
  /(?<![\p{L}\p{N}])(must not|should not|may not|must|should|may|shall not|shall|darf nicht|darf|muss nicht|muss|sollte)(?![\p{L}\p{N}])/iu;

/** Sentences that are alike but for the word that obliges. */
function* findContradictions(
  { source }: PolicyVersion,
  sentences: readonly Sentence[],
): Iterable<Violation> {
  const seen = new Map<string, { readonly word: string; readonly line: number }>();
  for (const { text, line } of sentences) {
    const found = modal.exec(text)?.[1];
    if (found === undefined) continue;
    const word = found.toLowerCase();
    const rest = text
      .replace(modal, '…')
      .toLowerCase()
      .replace(/[.;!?]$/, '');
    const before = seen.get(rest);
    if (!before) seen.set(rest, { word, line });
    else if (before.word !== word) {
      const facts = { sentence: text.slice(0, 80), word, other: before.word, line: before.line };
      yield { at: { file: source.file, line }, ...fill(messages.contradiction, facts) };
    }
  }
}
