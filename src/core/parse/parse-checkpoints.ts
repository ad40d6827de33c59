import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import { type Checkpoint, checkpointSchema } from '../schemas/checkpoint.ts';
import type { SourceFile } from '../model/source-file.ts';
import { checkText } from './check-text.ts';
import { parseYaml } from './parse-yaml.ts';
import { validate } from './validate.ts';

/** Reads checkpoints.jsonl: one JSON object a line. A faulty line is reported and the others are read. */
export function parseCheckpoints(source: SourceFile): {
  readonly checkpoints: readonly FiledCheckpoint[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const { diagnostics: faults } = checkText(source);
  if (faults.length > 0) return { checkpoints: [], diagnostics: faults };
  const checkpoints: FiledCheckpoint[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, line] of source.text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const at = { file: source.file, line: index + 1 };
    if (!isJsonObject(line)) {
      diagnostics.push(notJson(at));
      continue;
    }
    // JSON is YAML too, and read so each fault has its column.
    const checked = validate(checkpointSchema, parseYaml(line, source.file, at.line));
    if ('value' in checked) checkpoints.push({ at, value: checked.value });
    else diagnostics.push(...checked.diagnostics);
  }
  return { checkpoints, diagnostics };
}

function isJsonObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function notJson(at: Diagnostic['at']): Diagnostic {
  return {
    code: 'file/json-line',
    severity: 'error',
    at,
    problem: 'The line is not a JSON object, as each line of checkpoints.jsonl is.',
    remedy: 'Bring the line back as it was written, with "git log -p" on this file.',
  };
}

/** A checkpoint with the line of the file that it stands on. */
export interface FiledCheckpoint {
  readonly at: SourceLocation;
  readonly value: Checkpoint;
}
