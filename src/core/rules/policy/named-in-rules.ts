import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';

/** A name and where it stands, below the frontmatter or the settings. */
export type Named = readonly [path: FieldPath, name: string];

/** Every place of the rules, but the definitions themselves, that names a type of change. */
export function typesNamedIn(rules: ChangeRules): Named[] {
  const { scopeTypes, separation, windows, monitoring, record, categories = {} } = rules;
  return below('changeRules', [
    ...namesIn(scopeTypes).flatMap((scope) => eachOf(['scopeTypes', scope], scopeTypes?.[scope])),
    ...eachOf(['separation', 'highRisk', 'types'], separation?.highRisk?.types),
    ...eachOf(['windows', 'exempt'], windows?.exempt),
    ...namesIn(monitoring).map((name): Named => [['monitoring', name], name]),
    ...(record?.trailers ?? []).flatMap(({ types }, index) =>
      eachOf(['record', 'trailers', index, 'types'], types),
    ),
    ...Object.entries(categories).map(([name, { type }]): Named => [
      ['categories', name, 'type'],
      type,
    ]),
  ]);
}

/** Every place of the rules that names a scope. */
export function scopesNamedIn(rules: ChangeRules): Named[] {
  const { scopeTypes, separation, sensitive, validation, rollback, categories = {} } = rules;
  return below('changeRules', [
    ...namesIn(scopeTypes).map((scope): Named => [['scopeTypes', scope], scope]),
    ...eachOf(['separation', 'highRisk', 'scopes'], separation?.highRisk?.scopes),
    ...eachOf(['sensitive', 'scopes'], sensitive?.scopes),
    ...eachOf(['validation', 'scopes'], validation?.scopes),
    ...eachOf(['rollback', 'scopes'], rollback?.scopes),
    ...Object.entries(categories).map(([name, { scope }]): Named => [
      ['categories', name, 'scope'],
      scope,
    ]),
  ]);
}

/** The names of a list, each with its place. */
export function eachOf(path: FieldPath, names: readonly string[] = []): Named[] {
  return names.map((name, index) => [[...path, index], name]);
}

/** The keys of a section that the company chose. */
function namesIn(section: object = {}): string[] {
  return Object.keys(section).filter((key) => key !== 'clause' && key !== 'level');
}

function below(field: string, named: readonly Named[]): Named[] {
  return named.map(([path, name]) => [[field, ...path], name]);
}
