import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';

/** A name and where it stands, below the frontmatter or the settings. */
export type Named = readonly [path: FieldPath, name: string];

/** Every place of the rules, but the definitions themselves, that names a type of change. */
export function typesNamedIn(rules: ChangeRules): Named[] {
  const { separation, windows, monitoring, record, categories = {} } = rules;
  const { clause: _, level: __, ...watched } = monitoring ?? {};
  return below('changeRules', [
    ...eachOf(['separation', 'highRisk', 'types'], separation?.highRisk?.types),
    ...eachOf(['windows', 'exempt'], windows?.exempt),
    ...Object.keys(watched).map((name): Named => [['monitoring', name], name]),
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
  const { separation, sensitive, validation, rollback, categories = {} } = rules;
  return below('changeRules', [
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

function below(field: string, named: readonly Named[]): Named[] {
  return named.map(([path, name]) => [[field, ...path], name]);
}
