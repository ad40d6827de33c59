import { createHash } from 'node:crypto';
import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/format-diagnostics.ts';
import { documentRules } from '../rules/index.ts';

/** What the report is about. */
interface SarifOrder {
  /** Name and version, such as `policybook 0.1.0`. */
  readonly engine: string;
  /** The file that stands in for a place in a commit, since forges show files alone. */
  readonly settingsFile: string;
}

/** The diagnostics as SARIF 2.1.0 (OASIS), which forges show beside the lines of the files. */
export function formatSarif(diagnostics: readonly Diagnostic[], order: SarifOrder): string {
  const sorted = sortDiagnostics(diagnostics);
  const codes = [...new Set(sorted.map(({ code }) => code))].sort();
  const [name = '', version = ''] = order.engine.split(' ');
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, version, rules: codes.map(describeRule) } },
        columnKind: 'utf16CodeUnits',
        results: sorted.map((one) => ({
          ruleId: one.code,
          ruleIndex: codes.indexOf(one.code),
          level: one.severity,
          message: { text: `${one.problem} Fix: ${one.remedy}` },
          locations: [locationOf(one.at, order)],
          ...(one.related &&
            one.related.length > 0 && {
              relatedLocations: one.related.map(({ at, note }) => ({
                ...locationOf(at, order),
                message: { text: note },
              })),
            }),
          // Stays when lines move, so that a forge knows the fault again.
          partialFingerprints: { 'policybook/v1': fingerprint(one) },
        })),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function describeRule(code: string) {
  const rule = documentRules.find((one) => one.code === code);
  return { id: code, ...(rule && { shortDescription: { text: rule.requirement } }) };
}

function locationOf({ file, line, column }: SourceLocation, { settingsFile }: SarifOrder) {
  const isCommit = /^[^/]+@[0-9a-f]{12}$/.test(file);
  return {
    physicalLocation: {
      artifactLocation: { uri: encodePath(isCommit ? settingsFile : file) },
      region: isCommit
        ? { startLine: 1 }
        : { startLine: line, ...(column !== undefined && { startColumn: column }) },
    },
    ...(isCommit && { logicalLocations: [{ fullyQualifiedName: file, kind: 'commit' }] }),
  };
}

function encodePath(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

function fingerprint({ code, at, problem }: Diagnostic): string {
  return createHash('sha256').update(`${code}\n${at.file}\n${problem}`).digest('hex').slice(0, 32);
}
