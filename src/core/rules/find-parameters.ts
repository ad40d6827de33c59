import type { ChangeRecord } from '../model/change-record.ts';
import type { ChangeRules } from '../schemas/change-rules.ts';
import type { ChangeRule, JudgingContext } from './rule.ts';

/** One value of changeRules that a rule reads. */
export interface Parameter {
  readonly path: readonly string[];
  /** In the form in which YAML writes it on one line. */
  readonly written: string;
}

const named = new Set(['types', 'categories']);

/**
 * The values of changeRules that a rule judges by, found by watching it read while it judges some changes. What it
 * reads of one type or category it reads of all; of another section the whole is shown.
 */
export function findParameters(
  rule: ChangeRule,
  changes: readonly ChangeRecord[],
  contexts: readonly JudgingContext[],
  inForce: ChangeRules,
): readonly Parameter[] {
  const patterns = new Set<string>();
  for (const context of contexts) {
    const watched = watch(context.changeRules, [], (path) => {
      const [section = '', , field] = path;
      if (!named.has(section)) patterns.add(section);
      else if (field !== undefined && field !== 'clause') patterns.add(`${section} ${field}`);
    });
    for (const change of changes) rule.judge(change, { ...context, changeRules: watched });
  }
  return Object.entries(inForce).flatMap(([section, value]: [string, unknown]) => {
    if (!named.has(section)) {
      return patterns.has(section) ? listFields([section], value, () => true) : [];
    }
    return Object.entries(value as Record<string, unknown>).flatMap(([name, fields]) =>
      listFields([section, name], fields, (field) => patterns.has(`${section} ${field}`)),
    );
  });
}

function listFields(
  path: readonly string[],
  value: unknown,
  isAsked: (field: string) => boolean,
): Parameter[] {
  return Object.entries(value as Record<string, unknown>)
    .filter(([field, one]) => field !== 'clause' && one !== undefined && isAsked(field))
    .map(([field, one]) => ({ path: [...path, field], written: write(one) }));
}

/** The same object, telling of every field that is read. */
function watch<T extends object>(
  value: T,
  path: readonly string[],
  tell: (path: readonly string[]) => void,
): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      // A field that is asked for and absent in one type may stand in another.
      const isField = Object.hasOwn(target, key) || found === undefined;
      if (typeof key === 'symbol' || !isField) return found;
      const own = [...path, key];
      tell(own);
      return typeof found === 'object' && found !== null && !Array.isArray(found)
        ? watch(found, own, tell)
        : found;
    },
  });
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{ ${fields.map(([name, one]) => `${name}: ${write(one)}`).join(', ')} }`;
  }
  const text = String(value);
  return typeof value === 'string' && /[:#,[\]{}<>&*!|%@`"]|^\d/.test(text) ? `'${text}'` : text;
}
